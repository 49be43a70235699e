package wire

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model/prefs"
)

// Both are in one hash, and each would write over the other.
func TestFormsBegunAreNoPreferences(t *testing.T) {
	if slices.Contains(prefs.Tables(), FieldForms) {
		t.Errorf("forms that were begun are kept in %q, in which preferences are kept as well", FieldForms)
	}
}

func TestFormsAreReadAsTheyWereWritten(t *testing.T) {
	now := time.Unix(1_790_000_000, 0)
	was := Forms{Changed: now, By: "desk", Text: "symbols=AAPL\n\x1b[31m"}
	text, err := EncodeForms(was)
	if err != nil {
		t.Fatal(err)
	}
	if is, err := DecodeForms(text, now); err != nil || !is.Changed.Equal(was.Changed) || is.By != was.By || is.Text != was.Text {
		t.Errorf("%+v, %v", is, err)
	}
	if is, _ := DecodeForms(text, now.Add(-MaxStampAhead-time.Second)); !is.Changed.IsZero() {
		t.Errorf("nothing could ever be newer than %s", is.Changed)
	}
	for _, bad := range []string{"", "[]", `{"forms":1}`, strings.Repeat(" ", MaxPrefsBytes) + "{}"} {
		if is, err := DecodeForms(bad, now); err == nil {
			t.Errorf("%.20q is %+v", bad, is)
		}
	}
	if _, err := EncodeForms(Forms{Changed: time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC)}); err == nil {
		t.Error("a year of five digits is written")
	}
}
