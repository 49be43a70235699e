package wire

import (
	"errors"
	"fmt"

	"tickdeck/model"
)

// RecordFromHash reads all that the hash job:<id> holds. What of it cannot be read is
// told, and the record holds the rest.
func (d *Decoder) RecordFromHash(id string, fields map[string]string) (model.Record, error) {
	job, err := d.JobFromHash(id, fields)
	r := model.Record{Job: job, From: "Redis"}
	if text := fields[FieldRequest]; text != "" {
		if sent, err := DecodeRequest([]byte(text)); err == nil { // one that is no request here is told as the job's failure
			r.Request, r.Ignored = &sent.Request, sent.Unknown
		}
	}
	text := firstOf(fields, FieldResult, "results")
	if text == "" || text == "null" {
		return r, err
	}
	report, bad := DecodeReport([]byte(text))
	if bad != nil {
		return r, errors.Join(err, fmt.Errorf("job %s: %w", id, bad))
	}
	r.Report = &report
	return r, err
}
