package jobs

import "tickdeck/model"

// scansMissed is how many complete scans in a row must not find a record that was
// there, before its job counts as lost: a record that is written anew is gone for a
// moment.
const scansMissed = 2

// records are those of jobs that are not finished, by how many scans have missed
// them. They outlive a connection, so that a server that comes back empty is noticed.
type records struct{ missed map[string]int }

// missing takes the records that a complete scan has found, and returns the jobs
// whose record has now been missed often enough.
func (r *records) missing(found map[string]bool) (lost []string) {
	for id, n := range r.missed {
		if found[id] {
			continue
		}
		if r.missed[id] = n + 1; n+1 >= scansMissed {
			lost = append(lost, id)
		}
	}
	if r.missed == nil {
		r.missed = map[string]int{}
	}
	for id := range found {
		if _, known := r.missed[id]; known || len(r.missed) < model.MaxJobs {
			r.missed[id] = 0
		}
	}
	return lost
}

func (r *records) forget(ids []string) {
	for _, id := range ids {
		delete(r.missed, id)
	}
}
