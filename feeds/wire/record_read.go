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
	var bad error
	if r.Report, bad = reportOf(id, firstOf(fields, FieldResult, fieldResults)); bad != nil && (job.Result != nil || err == nil) {
		err = errors.Join(err, bad) // else it is said already
	}
	return r, err
}

// RecordFromText reads what publishers keep as a JSON string, and the key to which
// it refers for the whole result; "" if it names none.
func (d *Decoder) RecordFromText(id, text string) (r model.Record, ref string, err error) {
	job, err := d.JobFromRecord(id, text)
	if err != nil {
		return model.Record{}, "", err
	}
	r = model.Record{Job: job, From: "Redis"}
	record, err := ReadRecord(text)
	if err != nil {
		return r, "", err
	}
	if sent, err := DecodeRequest([]byte(record.Request(id))); err == nil {
		r.Request, r.Ignored = &sent.Request, sent.Unknown
	}
	r.Report, err = reportOf(id, string(record.fields[fieldResults]))
	return r, record.plain("ref"), err
}

// reportOf reads a whole result; nil if there is none.
func reportOf(id, text string) (*model.Report, error) {
	if text == "" || text == "null" {
		return nil, nil //nolint:nilnil // no result is no error
	}
	report, err := DecodeReport([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("job %s: %w", id, err)
	}
	return &report, nil
}
