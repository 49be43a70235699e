package candle

import "math"

// cells is how many equal parts the fits from 0 to 1 are counted in.
const cells = 64

// counts are how many detections have a fit in each cell.
type counts [cells]int

func (c *counts) total() (n int) {
	for _, count := range c {
		n += count
	}
	return n
}

// distribution of the fits of a pattern: at k the share of detections whose fit is
// below k/cells, in parts of whole.
type distribution [cells + 1]uint16

const whole = 10_000

// below is the share of detections that fit less well, linear within a cell: it
// neither jumps nor falls as the fit rises, and is found without a search.
func (d *distribution) below(fit float64) float64 {
	at := unit(fit) * cells
	k := min(int(at), cells-1)
	low, high := float64(d[k]), float64(d[k+1])
	return (low + float64((high-low)*(at-float64(k)))) / whole
}

// quantile is the fit that a share of detections is below of.
func (d *distribution) quantile(share float64) float64 {
	want := share * whole
	for k := range cells {
		if low, high := float64(d[k]), float64(d[k+1]); high >= want && high > low {
			return (float64(k) + max(0, want-low)/(high-low)) / cells
		}
	}
	return 1
}

// like is how many detections of another distribution are added to those that were
// counted: they make a distribution where there are none, and are lost where there
// are many.
const like = 20

// blend is the distribution of what was counted and of like detections of another.
// share gives, for each cell, the part of the other one that is below its end.
func (c *counts) blend(share func(cell int) float64) (d distribution) {
	n, below := float64(c.total()), 0.0
	for k := range cells {
		below += float64(c[k])
		d[k+1] = uint16(math.Round(whole * (below + like*share(k)) / (n + like)))
	}
	return d
}

// kind is what the simulated market shows of a pattern, on bars of each length.
type kind struct {
	talib string
	seen  [barLengths]int // detections
	fits  [barLengths]distribution
}

// kindOf finds a pattern's. Whoever adds a pattern sees TestEveryPatternHasItsDistributions.
func kindOf(talib string) *kind {
	for i := range kinds {
		if kinds[i].talib == talib {
			return &kinds[i]
		}
	}
	return &kind{}
}

// barLength tells apart what must not be compared. Among minutes a cent is a large
// part of a candle: half of the dojis have no body at all, among days one in
// thirty. Bars of five minutes are nearer to days: docs/decisions has the figures.
type barLength uint8

const (
	days barLength = iota // also where no time is known
	minutes
	barLengths
)

func (l barLength) String() string { return [...]string{"days", "minutes"}[l] }

// fiveMinutes are, in seconds, where bars begin to be like days.
const fiveMinutes = 5 * 60

// step is the shortest distance between bars so far, in seconds; 0 is not known.
type step struct {
	last, least int64
}

func (s *step) add(at int64) {
	if d := at - s.last; d > 0 && s.last != 0 && (s.least == 0 || d < s.least) {
		s.least = d
	}
	s.last = at
}

func (s *step) length() barLength {
	if s.least > 0 && s.least < fiveMinutes {
		return minutes
	}
	return days
}
