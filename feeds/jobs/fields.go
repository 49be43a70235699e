package jobs

import "context"

// Fields are those of a job's hash as they are, for who keeps them; none where there is
// no hash.
func (j *Jobs) Fields(ctx context.Context, id string) (map[string]string, error) {
	hash, err := j.client.HGetAll(ctx, j.names.JobPrefix+id).Result()
	if err != nil {
		return nil, j.failed("read the job", err)
	}
	return hash, nil
}
