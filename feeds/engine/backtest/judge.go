package backtest

import (
	"fmt"
	"strings"

	"tickdeck/model"
	"tickdeck/model/params"
)

// trendBars is how many closes before a bar its trend is told by.
const trendBars = 10

// side is which way a trade goes; the zero value is neither.
type side int8

const (
	long  side = 1
	short side = -1
)

func (s side) String() string {
	if s == short {
		return params.DirectionShort
	}
	return params.DirectionLong
}

// MarshalText writes long or short.
func (s side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Skipped counts the signals that opened no trade, by the reason.
type Skipped struct {
	Confidence int `json:"confidence"` // below min_confidence
	Neutral    int `json:"neutral"`    // a neutral pattern, ignored or without a trend to turn
	Outweighed int `json:"outweighed"` // a stronger signal on the same bar, or one as strong that says the opposite
	Direction  int `json:"direction"`  // the parameters do not trade this direction; it may have ended a trade
	Held       int `json:"held"`       // there was a position already
	Late       int `json:"late"`       // no bar came after it
	Funds      int `json:"funds"`      // there was not enough cash
}

func (s Skipped) plus(o Skipped) Skipped {
	s.Confidence += o.Confidence
	s.Neutral += o.Neutral
	s.Outweighed += o.Outweighed
	s.Direction += o.Direction
	s.Held += o.Held
	s.Late += o.Late
	s.Funds += o.Funds
	return s
}

// call is what the signals on one bar come to.
type call struct {
	side   side
	signal Signal
}

// best are the strongest signals on one bar, as an index + 1, or 0.
type best struct{ long, short int32 }

// judge makes of all signals at most one call a bar: the strongest one. Two of
// the same strength that contradict each other make none.
func (l *lane) judge(signals []Signal, p Parameters) error {
	tops := make([]best, len(l.bars))
	for i := range signals {
		s := &signals[i]
		if s.Index < 0 || s.Index >= len(l.bars) || !(s.Confidence >= 0 && s.Confidence <= 1) {
			return fmt.Errorf("%s: a signal of %.40q on bar %d of %d with confidence %v makes no sense", l.symbol, s.Pattern, s.Index, len(l.bars), s.Confidence)
		}
		if s.Index < l.first {
			continue
		}
		l.found++
		switch side := l.meaning(s, p.Neutral); {
		case s.Confidence < p.MinConfidence:
			l.counts.Confidence++
		case side == long:
			l.stronger(signals, &tops[s.Index].long, i)
		case side == short:
			l.stronger(signals, &tops[s.Index].short, i)
		default:
			l.counts.Neutral++
		}
	}
	l.decide(signals, tops)
	return nil
}

// stronger puts the stronger of two signals into top. At the same confidence it
// is the first in the alphabet: the order of the signals must not matter.
func (l *lane) stronger(signals []Signal, top *int32, i int) {
	if *top == 0 {
		*top = int32(i) + 1
		return
	}
	l.counts.Outweighed++
	old, s := &signals[*top-1], &signals[i]
	if s.Confidence > old.Confidence || s.Confidence == old.Confidence && strings.Compare(s.Pattern, old.Pattern) < 0 {
		*top = int32(i) + 1
	}
}

func (l *lane) decide(signals []Signal, tops []best) {
	for i := range tops {
		up, down := tops[i].long, tops[i].short
		switch {
		case up == 0 && down == 0:
		case down == 0:
			l.calls = append(l.calls, call{long, signals[up-1]})
		case up == 0:
			l.calls = append(l.calls, call{short, signals[down-1]})
		default:
			l.contest(&signals[up-1], &signals[down-1])
		}
	}
}

func (l *lane) contest(up, down *Signal) {
	switch {
	case up.Confidence > down.Confidence:
		l.calls = append(l.calls, call{long, *up})
	case up.Confidence < down.Confidence:
		l.calls = append(l.calls, call{short, *down})
	default:
		l.counts.Outweighed++
	}
	l.counts.Outweighed++
}

// meaning is which way a signal points. A neutral one points against the trend
// before it, if the parameters say so.
func (l *lane) meaning(s *Signal, neutral string) side {
	switch {
	case s.Direction == model.DirBull:
		return long
	case s.Direction == model.DirBear:
		return short
	case neutral == params.NeutralReversal:
		return -l.trend(s.Index)
	}
	return 0
}

// trend is long where a bar's close is above the mean of the trendBars closes
// before it, short where it is below.
func (l *lane) trend(i int) side {
	if i < trendBars {
		return 0
	}
	sum := 0.0
	for _, b := range l.bars[i-trendBars : i] {
		sum += b.Close
	}
	mean := sum / trendBars
	switch c := l.bars[i].Close; {
	case c > mean:
		return long
	case c < mean:
		return short
	}
	return 0
}
