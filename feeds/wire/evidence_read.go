package wire

import (
	"errors"
	"fmt"
	"strings"

	"tickdeck/model"
)

// The bounds of one row of evidence. Ours have some 250 bytes.
const (
	MaxEvidenceBytes = 4 << 10 // length of a value
	maxEvidenceName  = 128     // length of a name in it
)

// What a figure may be: nobody loses more than everything, and what is above a
// hundred thousand percent or ten thousand bars was not measured.
const (
	leastReturn = -1
	mostReturn  = 1_000
	mostHorizon = 10_000
)

// EvidenceFrom reads one field of the hash EvidenceKey. What a row is worth nothing
// without must be there; the rest may be unknown.
func (d *Decoder) EvidenceFrom(timeframe, field, value string) (model.Evidence, error) {
	e := model.Evidence{Timeframe: timeframe}
	if err := nameEvidence(&e, field); err != nil {
		return e, err
	}
	if len(value) > MaxEvidenceBytes {
		return e, fmt.Errorf("%d bytes are more than the limit of %d", len(value), MaxEvidenceBytes)
	}
	l, err := d.inside(value)
	if err != nil {
		return e, err
	}
	e.N, e.Symbols, e.Horizon = l.whole("n"), l.whole("symbols"), l.whole("horizon_bars")
	e.Mean, e.BaseMean = l.number("mean"), l.number("base_mean")
	e.Hit, e.BaseHit = within(l.number("hit")), within(l.number("base_hit"))
	e.Q = l.number("q")
	e.From, e.To = day(l.text("from")), day(l.text("to"))
	e.Source, e.Computed = l.word("source"), l.when("computed_at")
	return e, checkEvidence(&e)
}

// whole is a number of things, or 0.
func (l *fields) whole(name string) int {
	if n := l.count(name); model.Known(n) {
		return int(min(n, 1e9))
	}
	return 0
}

// nameEvidence reads what the field says: pattern and direction.
func nameEvidence(e *model.Evidence, field string) error {
	at := strings.LastIndexByte(field, ':')
	if at < 0 || len(field) > maxEvidenceName {
		return errors.New("the field is not named pattern:direction")
	}
	e.Pattern = cleanBytes([]byte(field[:at]))
	d := direction(field[at+1:])
	if d == model.DirNone {
		return errors.New("the field ends in no direction")
	}
	if model.PatternKey(e.Pattern) == "" {
		return errors.New("the field names no pattern")
	}
	e.Direction = d.String()
	return nil
}

func checkEvidence(e *model.Evidence) error {
	switch {
	case e.N < 1:
		return errors.New("no n in it")
	case e.Horizon < 1 || e.Horizon > mostHorizon:
		return errors.New("no horizon_bars in it that can be")
	case !isReturn(e.Mean) || !isReturn(e.BaseMean):
		return errors.New("no mean and base_mean in it that can be")
	case model.Known(e.Q) && (e.Q < 0 || e.Q > 1):
		return errors.New("its q is no fraction")
	case len(e.Source) > maxEvidenceName:
		return errors.New("its source is too long for a name")
	}
	return nil
}

func isReturn(v float64) bool { return v >= leastReturn && v <= mostReturn }
