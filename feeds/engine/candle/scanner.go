package candle

import (
	"math/bits"

	"tickdeck/feeds/engine/bars"
)

const (
	buffered = 64 // candles at hand: how often the last are moved to the front
	kept     = 12 // candles that must stay at hand: ten back is the longest look
	// A price beyond this would overflow the sums.
	limit = 1e290
)

// Scanner finds the patterns of a set in one series, bar by bar. It is one
// goroutine's, and allocates nothing after NewScanner.
type Scanner struct {
	set   *Set
	index int // of the newest bar
	n     int // bars before it since the series began anew
	at    int // of the newest in buf
	buf   [buffered]candle
	sums  sums
	past  past
	step  step

	turnover turnover
	form     form
	found    []Detection
}

// NewScanner begins a series.
func (s *Set) NewScanner() *Scanner {
	return &Scanner{set: s, index: -1, n: -1, at: kept, found: make([]Detection, 0, len(s.patterns))}
}

// Add takes the next closed bar and gives what it completes. The slice is valid
// until the next call.
//
// A bar with a price that is no number or out of this world is passed over, and
// the series begins anew after it: sums never recover from it.
func (s *Scanner) Add(b bars.Bar) []Detection {
	s.index++
	s.found = s.found[:0]
	s.step.add(b.Time)
	if !usable(b) {
		s.restart()
		return s.found
	}
	s.next(b)
	s.turnover.add(s.n, b.Volume)
	s.apply()
	s.take()
	return s.found
}

func usable(b bars.Bar) bool {
	return b.Open >= -limit && b.Open <= limit && b.High >= -limit && b.High <= limit &&
		b.Low >= -limit && b.Low <= limit && b.Close >= -limit && b.Close <= limit
}

func (s *Scanner) restart() {
	s.n, s.sums, s.past, s.turnover = -1, sums{}, past{}, turnover{}
}

// next puts a bar into the buffer and measures it.
func (s *Scanner) next(b bars.Bar) {
	s.n++
	s.at++
	if s.at == buffered {
		copy(s.buf[:kept], s.buf[buffered-kept:])
		s.at = kept
	}
	c, before := &s.buf[s.at], &s.buf[s.at-1]
	c.open, c.high, c.low, c.close = b.Open, b.High, b.Low, b.Close
	c.measure(before)
	s.sums.means(&c.averages)
	c.trend = s.trend(c)
	s.past.add(c, before)
}

// apply asks the rules that the masks leave.
func (s *Scanner) apply() {
	c := &s.buf[s.at]
	left, length := s.set.candidates(&s.past, s.n), s.step.length()
	w := (*window)(s.buf[s.at-len(window{})+1:])
	s.form.unit = s.yardstick(c)
	for ; left != 0; left &= left - 1 {
		k := bits.TrailingZeros64(left)
		p := &s.set.patterns[k]
		s.form.sum, s.form.n = 0, 0
		if v := p.rule(w, &s.form); v != 0 {
			fit := s.fit(p, v)
			s.found = append(s.found, Detection{p, s.index, v, s.set.fits[k][length].below(fit), fit})
		}
	}
}

// take adds the bar to the averages of those to come.
func (s *Scanner) take() {
	c, ten, five := &s.buf[s.at], &s.buf[s.at-longPeriod], &s.buf[s.at-shortPeriod]
	if s.n < settled {
		s.sums.begin(s.n, c, ten, five)
	} else {
		s.sums.slide(c, ten, five)
	}
}
