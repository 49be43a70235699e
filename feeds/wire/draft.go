package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tickdeck/model"
)

// FieldForms is the field of PrefsKey that holds the forms which a user has begun; those
// of "forms" are presets.
const FieldForms = "forms_begun"

// Forms are the forms that a user has begun, and when and where that was. Those of no
// text were begun and are not any more: it says since when.
type Forms struct {
	Changed time.Time `json:"changed"`
	By      string    `json:"by,omitempty"` // the machine
	Text    string    `json:"forms"`
}

// EncodeForms writes them.
func EncodeForms(f Forms) (string, error) {
	f.Changed = f.Changed.UTC()
	text, err := json.Marshal(f)
	if err != nil { // a year of five digits
		return "", fmt.Errorf("write the form: %w", err)
	}
	return string(text), nil
}

// DecodeForms reads them. A time that is yet to come counts as none, as with
// preferences.
func DecodeForms(text string, now time.Time) (f Forms, err error) {
	if len(text) > MaxPrefsBytes {
		return Forms{}, fmt.Errorf("it has %d bytes, more than %d", len(text), MaxPrefsBytes)
	}
	if json.Unmarshal([]byte(text), &f) != nil {
		return Forms{}, errors.New("it cannot be read")
	}
	if f.Changed.After(now.Add(MaxStampAhead)) {
		f.Changed = time.Time{}
	}
	f.By = model.CleanLine(f.By)
	return f, nil
}
