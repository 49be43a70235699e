package query

import (
	"testing"
	"time"

	"tickdeck/model"
)

func TestATimeOfTheDayIsTheLastOne(t *testing.T) {
	clock := at(t) // half past ten
	day := func(d, h, m int) time.Time { return time.Date(2026, 11, d, h, m, 0, 0, clock.Zone) }
	for text, want := range map[string]struct{ from, expires time.Time }{
		"since:09:30":             {day(30, 9, 30), day(31, 9, 30)},
		"since:9:30":              {day(30, 9, 30), day(31, 9, 30)},
		"since:10:30":             {day(30, 10, 30), day(31, 10, 30)},
		"since:10:31":             {day(29, 10, 31), day(30, 10, 31)},
		"since:today":             {day(30, 0, 0), day(31, 0, 0)},
		"since:2026-11-30":        {day(30, 0, 0), time.Time{}},
		"since:2026-11-27T16:00":  {day(27, 16, 0), time.Time{}},
		"since:09:30,since":       {},
		"since:10:31 until:23:00": {day(29, 10, 31), day(30, 10, 31)},
	} {
		q, err := Parse(Alerts(), text, clock)
		if want.from.IsZero() {
			if err == nil {
				t.Errorf("%s was read", text)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		event := func(when time.Time) Event { return Event{&model.Alert{EventTime: when}, &Around{Clock: clock}} }
		if q.Match(event(want.from.Add(-time.Microsecond))) || !q.Uses("until") && !q.Match(event(want.from)) {
			t.Errorf("%s does not begin at %v", text, want.from)
		}
		if !q.Expires().Equal(want.expires) || q.TimeDependent() {
			t.Errorf("%s: expires %v, time dependent %v", text, q.Expires(), q.TimeDependent())
		}
	}
}

func TestAQueryKnowsWhetherTimeChangesWhatMatches(t *testing.T) {
	for text, want := range map[string]bool{"age<5m": true, "since:5m": true, "a or -age>1h": true, "has:age": false, "since:09:30": false, "symbol:A": false} {
		q, err := Parse(Alerts(), text, at(t))
		if err != nil || q.TimeDependent() != want {
			t.Errorf("%s: %v, %v", text, q.TimeDependent(), err)
		}
	}
}

func TestAQueryKnowsItsFields(t *testing.T) {
	q, err := Parse(Alerts(), "doji -(sym:A or has:price meta.x:1)", at(t))
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]bool{"": true, "symbol": true, "has": true, "price": true, "metadata": true, "conf": false, "sym": false} {
		if q.Uses(field) != want {
			t.Errorf("%q: got %v", field, q.Uses(field))
		}
	}
	if none, err := Parse(Alerts(), " ", at(t)); err != nil || !none.Empty() || q.Empty() || none.Text() != " " {
		t.Errorf("empty: %v", err)
	}
}

// An alert of which nothing was said matches no comparison, and is found by that.
func TestWhatWasNotSentMatchesNoComparison(t *testing.T) {
	bare := Event{&model.Alert{Confidence: model.None(), Price: model.None(), Volume: model.None()}, &Around{Clock: at(t)}}
	for text, want := range map[string]bool{
		"conf<0.5": false, "conf>=0": false, "conf!=0.5": false, "-conf>=0": true, "price:..50": false, "symbol!=A": false, "symbol:*": true, "pattern!=x": false,
		"has:price": false, "-has:price": true, "has:symbol": false, "has:dir": false, "dir:none": true, "dir!=bull": false, "has:metadata": false, "metadata.x!=1": false,
		"watch:": false, "marked:": false, "marked:no": true, "dir:mixed": false, "edge:unknown": true, "edge:none": false, "n>=0": false, "a": false, `symbol:""`: true,
	} {
		q, err := Parse(Alerts(), text, at(t))
		if err != nil || q.Match(bare) != want {
			t.Errorf("%s: %v", text, err)
		}
	}
}
