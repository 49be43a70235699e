package wire

import (
	"errors"
	"fmt"
	"maps"

	"tickdeck/model"
)

// RecordFromHash reads all that the hash job:<id> holds. What of it cannot be read is
// told, and the record holds the rest. The result, which is nearly all of it, is gone
// through once.
func (d *Decoder) RecordFromHash(id string, fields map[string]string) (model.Record, error) {
	text := firstOf(fields, FieldResult, fieldResults)
	rest := maps.Clone(fields)
	delete(rest, FieldResult)
	delete(rest, fieldResults)
	job, err := d.JobFromHash(id, rest)
	r := model.Record{Job: job, From: "Redis"}
	if text := fields[FieldRequest]; text != "" {
		if sent, err := DecodeRequest([]byte(text)); err == nil { // one that is no request here is told as the job's failure
			r.Request, r.Ignored = &sent.Request, sent.Unknown
		}
	}
	report, bad := reportOf(id, text)
	if report == nil {
		return r, errors.Join(err, bad)
	}
	if took := notNegative(numberIn(fields[FieldSeconds])); model.Known(took) {
		report.Seconds = took
	}
	r.Report, r.Job.Result = report, &report.Result
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
