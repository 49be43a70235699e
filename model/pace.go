package model

import "time"

// pace remembers how progress moved: where it was first seen, and the latest
// few points, so that a rate can be taken over the whole and over the end.
type pace struct {
	points [8]point
	n      int // points[0] stays the first, the others are a sliding window
}

type point struct {
	at       time.Time
	progress float64
}

// minStep keeps the window from filling with points of the same instant.
const minStep = 200 * time.Millisecond

func (p *pace) add(at time.Time, progress float64) {
	if at.IsZero() {
		return
	}
	if p.n > 1 && at.Sub(p.points[p.n-2].at) < minStep {
		p.points[p.n-1] = point{at, progress}
		return
	}
	if p.n == len(p.points) {
		copy(p.points[1:], p.points[2:])
		p.n--
	}
	p.points[p.n] = point{at, progress}
	p.n++
}

func (p *pace) first() time.Time { return p.points[0].at }

// remaining takes the silence since the last news as time taken: an estimate
// that nothing feeds grows instead of running out.
func (p *pace) remaining(now time.Time) (low, high time.Duration, ok bool) {
	if p.n < 3 {
		return 0, 0, false
	}
	here := point{now, p.points[p.n-1].progress}
	whole, ok1 := timeLeft(p.points[0], here)
	lately, ok2 := timeLeft(p.points[max(1, p.n-4)], here)
	return min(whole, lately), max(whole, lately), ok1 && ok2
}

// timeLeft is (1 − progress) / rate, the rate taken between two points.
func timeLeft(a, b point) (time.Duration, bool) {
	gained, took := b.progress-a.progress, b.at.Sub(a.at)
	if gained <= 0 || took <= 0 {
		return 0, false
	}
	return time.Duration(float64(took) / gained * (1 - b.progress)), true
}
