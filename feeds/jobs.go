package feeds

import (
	"context"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/history"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/jobs"
	"tickdeck/model"
)

// Jobs are the jobs in Redis, and those of earlier runs that this machine has kept.
type Jobs struct {
	*jobs.Jobs

	hub  *hub.Hub
	disk *history.Jobs
}

func newJobs(client *broker.Client, h *hub.Hub, o Options) *Jobs {
	j := jobs.New(client, h, o.Names, o.User)
	kept := history.OpenJobs(history.JobsOptions{Disk: o.Disk, Address: client.Address(), User: o.User, Read: j.Fields}, h)
	return &Jobs{Jobs: j, hub: h, disk: kept}
}

// Record reads all that is kept of a job. Redis is asked first, unless nothing can be
// expected of it.
func (j *Jobs) Record(ctx context.Context, id string) (model.Record, error) {
	job, _ := j.hub.Job(id)
	if job.From == model.FromDisk || !j.hub.Linked() {
		if r, there, err := j.disk.Record(ctx, id); there {
			return r, err
		}
	}
	r, err := j.Jobs.Record(ctx, id)
	if err == nil || r.Job.ID != "" { // a part of it could be read
		return r, err
	}
	if kept, there, bad := j.disk.Record(ctx, id); there {
		return kept, bad
	}
	return r, err
}
