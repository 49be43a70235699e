package worker

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"tickdeck/feeds/wire"
)

// maxRequest is in bytes; the contract refuses larger messages at the door.
const maxRequest = 1 << 20

// request is what a worker needs to know of one; the rest is the runner's.
type request struct {
	id   string // "" if there is none that can be used
	user string
	text string // cut off at maxRequest
}

// readRequest finds the id also in a request that is broken behind it, so that
// whoever sent it can be told. err is written for that person.
func readRequest(text string) (request, error) {
	r := request{text: text[:min(len(text), maxRequest)]}
	fields, err := readFields(r.text)
	r.user = fields["user_id"]
	if len(text) > maxRequest {
		err = fmt.Errorf("the request is too large: %d bytes, and the limit is %d", len(text), maxRequest)
	}
	id := fields["job_id"]
	if bad := wire.CheckID(id); bad != nil {
		return r, errors.Join(bad, err)
	}
	r.id = id
	return r, err
}

// readCancel returns the id of the job that a command asks to cancel, or "" for
// any other command.
func readCancel(text string) (string, error) {
	if len(text) > maxRequest {
		return "", fmt.Errorf("it is too large: %d bytes", len(text))
	}
	c, err := readFields(text)
	switch {
	case err != nil:
		return "", err
	case c["command"] != "cancel_job" && c["type"] != "cancel_job":
		return "", nil
	}
	return c["job_id"], wire.CheckID(c["job_id"])
}

// readFields returns the texts and numbers at the top of a JSON object, as far
// as it can be read.
func readFields(text string) (map[string]string, error) {
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
		if word, ok := word(value); ok {
			fields[name.(string)] = word // a key is always a string: see json.Decoder
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

// word is a string or a number as text.
func word(value json.RawMessage) (string, bool) {
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
