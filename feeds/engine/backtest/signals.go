package backtest

import (
	"fmt"

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

// decision is what the signals on one bar come to. There are tens of thousands in
// a large backtest: it is kept small, and holds no pointer.
type decision struct {
	confidence float64 // of the strongest
	bar        int32
	from, to   int32 // of the patterns that agree: see instrument.agreeing
	side       side
}

// candidate is a signal that points somewhere.
type candidate struct {
	confidence float64
	next       int32 // the next weaker one on the same bar, as an index + 1; 0 for none
	side       side
	pattern    uint8
}

// stronger reports whether one comes before another: by confidence, then by the
// alphabet, since the order of the signals must not matter.
func (c *candidate) stronger(o *candidate) bool {
	return c.confidence > o.confidence || c.confidence == o.confidence && c.pattern < o.pattern
}

// candidates are the signals on each bar, the strongest first.
type candidates struct {
	heads []int32 // by bar: the strongest, as an index + 1; 0 for none
	bars  int     // that have one
	all   []candidate
}

func (cs *candidates) add(bar int, c candidate) {
	at := &cs.heads[bar]
	if *at == 0 {
		cs.bars++
	}
	for *at > 0 && cs.all[*at-1].stronger(&c) {
		at = &cs.all[*at-1].next
	}
	c.next = *at
	cs.all = append(cs.all, c)
	*at = int32(len(cs.all))
}

// decideSignals makes of all signals at most one decision a bar: the side of the
// strongest one, with all that agree. numbers are the patterns of the request by
// name.
func (in *prepared) decideSignals(signals []Signal, numbers map[string]uint8, p Parameters) error {
	in.books = make([]book, len(numbers))
	name, pattern, asked := "", uint8(0), false
	cs := candidates{heads: make([]int32, len(in.bars)), all: make([]candidate, 0, len(signals))}
	for i := range signals {
		s := &signals[i]
		if s.Pattern != name || i == 0 {
			name = s.Pattern
			pattern, asked = numbers[name]
		}
		if !asked || s.Index < 0 || s.Index >= len(in.bars) || !(s.Confidence >= 0 && s.Confidence <= 1) {
			return fmt.Errorf("%s: a signal of %.40q on bar %d of %d with confidence %v makes no sense", in.symbol, s.Pattern, s.Index, len(in.bars), s.Confidence)
		}
		if s.Index < in.first {
			continue
		}
		switch side := in.meaning(s, p.Neutral); {
		case s.Confidence < p.MinConfidence:
			in.books[pattern][belowConfidence]++
		case side == 0:
			in.books[pattern][withoutMeaning]++
		default:
			cs.add(s.Index, candidate{s.Confidence, 0, side, pattern})
		}
	}
	in.decide(&cs)
	return nil
}

// decide goes through the bars.
func (in *prepared) decide(cs *candidates) {
	in.decisions, in.agreeing = make([]decision, 0, cs.bars), make([]uint8, 0, len(cs.all))
	for bar, head := range cs.heads {
		if head == 0 {
			continue
		}
		d := decision{side: cs.verdict(head), bar: int32(bar), confidence: cs.all[head-1].confidence, from: int32(len(in.agreeing))}
		for at := head; at > 0; at = cs.all[at-1].next {
			if c := &cs.all[at-1]; c.side == d.side {
				in.agreeing = append(in.agreeing, c.pattern)
			} else {
				in.books[c.pattern][outweighed]++
			}
		}
		if d.side != 0 {
			d.to = int32(len(in.agreeing))
			in.decisions = append(in.decisions, d)
		}
	}
}

// patterns are all that agree to a decision, the strongest first, as places among
// those of the request.
func (in *prepared) patterns(d *decision) []uint8 { return in.agreeing[d.from:d.to] }

// verdict is the side of the strongest signal on a bar; neither where one as
// strong says the opposite.
func (cs *candidates) verdict(head int32) side {
	first := &cs.all[head-1]
	for at := first.next; at > 0; at = cs.all[at-1].next {
		c := &cs.all[at-1]
		if c.confidence < first.confidence {
			break
		}
		if c.side != first.side {
			return 0
		}
	}
	return first.side
}

// meaning is which way a signal points. A neutral one points against the trend
// before it, if the parameters say so.
func (in *prepared) meaning(s *Signal, neutral string) side {
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
func (in *prepared) trend(i int) side {
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
