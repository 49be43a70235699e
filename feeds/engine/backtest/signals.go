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

// decision is what the signals on one bar come to.
type decision struct {
	side   side
	signal Signal
}

// strongest are the strongest signals on one bar, as an index + 1, or 0.
type strongest struct{ long, short int32 }

// decideSignals makes of all signals at most one decision a bar: the strongest one. Two
// of the same strength that contradict each other make none.
func (in *instrument) decideSignals(signals []Signal, p Parameters) error {
	tops := make([]strongest, len(in.bars))
	for i := range signals {
		s := &signals[i]
		if s.Index < 0 || s.Index >= len(in.bars) || !(s.Confidence >= 0 && s.Confidence <= 1) {
			return fmt.Errorf("%s: a signal of %.40q on bar %d of %d with confidence %v makes no sense", in.symbol, s.Pattern, s.Index, len(in.bars), s.Confidence)
		}
		if s.Index < in.first {
			continue
		}
		in.found++
		switch side := in.meaning(s, p.Neutral); {
		case s.Confidence < p.MinConfidence:
			in.counts.Confidence++
		case side == long:
			in.stronger(signals, &tops[s.Index].long, i)
		case side == short:
			in.stronger(signals, &tops[s.Index].short, i)
		default:
			in.counts.Neutral++
		}
	}
	in.decide(signals, tops)
	return nil
}

// stronger puts the stronger of two signals into top. At the same confidence it
// is the first in the alphabet: the order of the signals must not matter.
func (in *instrument) stronger(signals []Signal, top *int32, i int) {
	if *top == 0 {
		*top = int32(i) + 1
		return
	}
	in.counts.Outweighed++
	old, s := &signals[*top-1], &signals[i]
	if s.Confidence > old.Confidence || s.Confidence == old.Confidence && strings.Compare(s.Pattern, old.Pattern) < 0 {
		*top = int32(i) + 1
	}
}

func (in *instrument) decide(signals []Signal, tops []strongest) {
	for i := range tops {
		up, down := tops[i].long, tops[i].short
		switch {
		case up == 0 && down == 0:
		case down == 0:
			in.decisions = append(in.decisions, decision{long, signals[up-1]})
		case up == 0:
			in.decisions = append(in.decisions, decision{short, signals[down-1]})
		default:
			in.resolveConflict(&signals[up-1], &signals[down-1])
		}
	}
}

func (in *instrument) resolveConflict(up, down *Signal) {
	switch {
	case up.Confidence > down.Confidence:
		in.decisions = append(in.decisions, decision{long, *up})
	case up.Confidence < down.Confidence:
		in.decisions = append(in.decisions, decision{short, *down})
	default:
		in.counts.Outweighed++
	}
	in.counts.Outweighed++
}

// meaning is which way a signal points. A neutral one points against the trend
// before it, if the parameters say so.
func (in *instrument) meaning(s *Signal, neutral string) side {
	switch {
	case s.Direction == model.DirBull:
		return long
	case s.Direction == model.DirBear:
		return short
	case neutral == params.NeutralReversal:
		return -in.trend(s.Index)
	}
	return 0
}

// trend is long where a bar's close is above the mean of the trendBars closes
// before it, short where it is below.
func (in *instrument) trend(i int) side {
	if i < trendBars {
		return 0
	}
	sum := 0.0
	for _, b := range in.bars[i-trendBars : i] {
		sum += b.Close
	}
	mean := sum / trendBars
	switch c := in.bars[i].Close; {
	case c > mean:
		return long
	case c < mean:
		return short
	}
	return 0
}
