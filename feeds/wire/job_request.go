package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// JobRequest is what a worker needs to know of a request; the rest is for
// whoever runs it.
type JobRequest struct {
	ID   string // "" if there is none that can be used
	User string
	Text string // all of it, cut off at MaxMessage
}

// ReadJobRequest finds the id also in a request that is broken behind it, so
// that whoever sent it can be told. The error is written for that person.
func ReadJobRequest(text string) (JobRequest, error) {
	r := JobRequest{Text: text[:min(len(text), MaxMessage)]}
	fields, err := topFields(r.Text)
	r.User = fields[FieldUser]
	if len(text) > MaxMessage {
		err = fmt.Errorf("the request is too large: %d bytes, and the limit is %d", len(text), MaxMessage)
	}
	id := fields["job_id"]
	if bad := CheckID(id); bad != nil {
		return r, errors.Join(bad, err)
	}
	r.ID = id
	return r, err
}

// ReadCancel returns the id of the job that a command asks to cancel, or "" for
// any other command.
func ReadCancel(text string) (string, error) {
	if len(text) > MaxMessage {
		return "", fmt.Errorf("it is too large: %d bytes", len(text))
	}
	c, err := topFields(text)
	switch {
	case err != nil:
		return "", err
	case c["command"] != "cancel_job" && c["type"] != "cancel_job":
		return "", nil
	}
	return c["job_id"], CheckID(c["job_id"])
}

// topFields returns the texts and numbers at the top of a JSON object, as far as
// it can be read.
func topFields(text string) (map[string]string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return nil, unreadable(errors.Join(err, errors.New("it is no JSON object")))
	}
	fields := map[string]string{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return fields, unreadable(err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return fields, unreadable(err)
		}
		if plain, ok := plainText(value); ok {
			fields[name.(string)] = plain // a key is always a string: see json.Decoder
		}
	}
	if _, err := d.Token(); err != nil {
		return fields, unreadable(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fields, unreadable(errors.New("there is more behind the end"))
	}
	return fields, nil
}

// plainText is a string or a number as text.
func plainText(value json.RawMessage) (string, bool) {
	var s string
	if json.Unmarshal(value, &s) == nil && value[0] == '"' {
		return s, true
	}
	var n json.Number
	if json.Unmarshal(value, &n) == nil && value[0] != 'n' {
		return n.String(), true
	}
	return "", false
}

// unreadable puts a decoder's error into a sentence.
func unreadable(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it is cut off")
	}
	return fmt.Errorf("the request cannot be read: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
}
