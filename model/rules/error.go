package rules

import (
	"errors"
	"fmt"
	"path/filepath"

	"tickdeck/model"
	"tickdeck/model/query"
)

// Error says what is wrong with a rule or a mute, where, and what to write instead.
type Error struct {
	Key      string // when, cool-down, …; "" if it is about the whole
	From, To int    // bytes of what stands there; both 0 if it is about all of it
	Message  string
	File     string // "" if it was not read from one
	Line     int    // 0 if it is not known
}

// Error is one line.
func (e *Error) Error() string {
	text := e.Message
	if e.Key != "" {
		text = e.Key + ": " + text
	}
	if where := e.Where(); where != "" {
		text = where + ": " + text
	}
	return model.CleanLine(text)
}

// Where is the file and the line, or "".
func (e *Error) Where() string {
	switch {
	case e.File == "":
		return ""
	case e.Line == 0:
		return filepath.Base(e.File)
	}
	return fmt.Sprintf("%s line %d", filepath.Base(e.File), e.Line)
}

// wrong is an error in what stands under a key.
func wrong(p *Place, key string, err error) *Error {
	e := &Error{Key: key, Message: err.Error(), Line: p.Line(key)}
	if p != nil {
		e.File = p.File
	}
	if q, ok := errors.AsType[*query.Error](err); ok {
		e.From, e.To = q.From, q.To
	}
	return e
}

// quoted is a piece of what was written as it can be shown.
func quoted(text string) string {
	const most = 24
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return `"` + model.Clean(text) + `"`
}
