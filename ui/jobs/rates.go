package jobs

import (
	"tickdeck/model"
)

// rates remember how fast jobs went on, second by second, as long as they show.
type rates struct {
	byID map[string]*pace
}

// rateSeconds is how many seconds are remembered.
const rateSeconds = 30

// pace is how fast one job went on: the newest last, None where nobody looked.
type pace struct {
	last   float64
	second int64
	rates  []float64
}

// of are the rates of a job, a fraction a second; nil where it did not show before.
func (r *rates) of(id string) []float64 {
	if t := r.byID[id]; t != nil {
		return t.rates
	}
	return nil
}

// sample looks at the jobs that show. Those that do not are forgotten.
func (r *rates) sample(p *Pane) {
	now, kept := p.env.Now.Unix(), map[string]*pace{}
	for i := max(0, p.scroll.Top); i < min(p.count(), p.scroll.Top+p.size.H+1); i++ {
		e := p.at(i)
		j := p.job(&e)
		if j == nil || j.Phase != model.PhaseRunning || !model.Known(j.Progress) {
			continue
		}
		t := r.byID[j.ID]
		if t == nil {
			t = &pace{last: j.Progress, second: now}
		}
		t.add(j.Progress, now)
		kept[j.ID] = t
	}
	r.byID = kept
}

func (t *pace) add(progress float64, now int64) {
	passed := now - t.second
	if passed <= 0 { // the first time, or a clock that was put back
		t.last, t.second = progress, now
		return
	}
	rate := max(0, progress-t.last) / float64(passed)
	for range min(passed, rateSeconds) {
		t.rates = append(t.rates, rate)
	}
	t.rates = t.rates[max(0, len(t.rates)-rateSeconds):]
	t.last, t.second = progress, now
}
