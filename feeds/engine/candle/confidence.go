package candle

// What the parts of a fit weigh. They add up to 1.
const (
	formWeight   = 0.5
	volumeWeight = 0.25
	trendWeight  = 0.25
)

// unknown is the score of a part that cannot be told yet.
const unknown = 0.5

// fit of a detection of value v on the newest bar: the package's documentation
// has the formula.
func (s *Scanner) fit(p *Pattern, v int) float64 {
	return unit(float64(formWeight*s.form.score()) + float64(volumeWeight*s.turnover.score) +
		float64(trendWeight*s.agreement(p, v)))
}

// agreement is how well the trend before a pattern suits what it says.
func (s *Scanner) agreement(p *Pattern, v int) float64 {
	if s.n-p.Candles+1 < longPeriod {
		return unknown
	}
	trend := s.buf[s.at-p.Candles+1].trend
	switch {
	case p.Sense == Indecision:
		return max(trend, -trend)
	case (v > 0) == (p.Sense == Continuation):
		return (1 + trend) / 2
	}
	return (1 - trend) / 2
}

// trend of the ten bars before the newest: the way from the first to the last of
// their closes, of half the sum of their ranges.
func (s *Scanner) trend(c *candle) float64 {
	if s.n < longPeriod {
		return 0
	}
	first, last := s.buf[s.at-longPeriod].close, s.buf[s.at-1].close
	half := c.span10[0] * longPeriod / 2
	if !(half > 0) {
		return 0
	}
	return max(-1, min(1, (last-first)/half))
}

// yardstick is a quarter of the average range of up to ten bars before.
func (s *Scanner) yardstick(c *candle) float64 {
	if s.n >= longPeriod {
		return max(0, c.span10[0]/4)
	}
	return max(0, s.sums.span10[0]/float64(max(1, s.n))/4)
}

// volumes is how many bars before are in the average volume.
const volumes = 20

// turnover rates the volume of the newest bar by the average before it.
type turnover struct {
	last  [volumes]float64
	sum   float64
	score float64
}

// add takes in the volume of a bar that has n bars before it.
func (t *turnover) add(n int, volume float64) {
	if !(volume >= 0 && volume <= limit) {
		volume = 0 // not told
	}
	t.score = unknown
	if known := min(n, volumes); known > 0 && volume+t.sum > 0 {
		t.score = volume / (volume + max(0, t.sum/float64(known)))
	}
	k := n % volumes
	t.sum += volume - t.last[k]
	t.last[k] = volume
	if k == volumes-1 {
		t.sum = 0 // afresh: no error lives for longer than a round
		for _, v := range t.last {
			t.sum += v
		}
	}
}
