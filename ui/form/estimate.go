package form

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// looked is how many of the newest finished jobs tell how fast the workers are.
const looked = 20

// askedAbove is from how much work on a sweep is sent only after a question.
const askedAbove = 10 * time.Second

// rate is how long a bar of a symbol takes.
type rate struct {
	perBar float64 // seconds; None where no job tells
	jobs   int     // that tell it
}

// rates are worked out again when the jobs have changed.
type rates struct {
	rev  uint64
	full bool
	rate rate
}

// rate is the middle one of the newest finished jobs: one that was held up, or found
// everything worked out, does not count for more than its place.
func (f *Form) rate() rate {
	list := &f.env.State.Jobs
	if !f.rates.full || f.rates.rev != list.Rev {
		f.rates = rates{list.Rev, true, measure(list)}
	}
	return f.rates.rate
}

func measure(list *model.JobList) rate {
	var seen []float64
	held := list.Held()
	c := list.Counts
	first := max(0, held-c[model.PhaseCompleted]-c[model.PhaseFailed]-c[model.PhaseCancelled]) // those that are not finished stand before
	for i := first; i < held && len(seen) < looked; i++ {
		if v, ok := perBar(list.At(i)); ok {
			seen = append(seen, v)
		}
	}
	if len(seen) == 0 {
		return rate{perBar: model.None()}
	}
	slices.Sort(seen)
	return rate{seen[len(seen)/2], len(seen)}
}

// perBar is how long a finished job worked on a day of a symbol.
func perBar(j *model.Job) (float64, bool) {
	if j == nil || j.Result == nil || !model.Known(j.Result.Seconds) || j.Result.Seconds <= 0 {
		return 0, false
	}
	start, wrong := model.ParseDate(j.Start)
	end, too := model.ParseDate(j.End)
	days := model.Period{Start: start, End: end}.Weekdays()
	if wrong != nil || too != nil || days == 0 || len(j.Symbols) == 0 {
		return 0, false
	}
	return j.Result.Seconds / float64(days*len(j.Symbols)), true
}

// session is how long an exchange trades on a day, about.
const session = 390 * time.Minute

// barsOf is about how many bars of that length a symbol has in a period.
func barsOf(p model.Period, timeframe string) int {
	days := p.Weekdays()
	length := model.BarLength(timeframe)
	if length <= 0 || length >= 24*time.Hour {
		return days
	}
	return days * max(1, int((session+length-1)/length))
}

// work is how long all jobs take one after the other; None where nobody knows.
func (f *Form) work() (seconds float64) {
	r := &f.request
	bars := float64(len(r.Symbols)) * float64(barsOf(model.Period{Start: r.Start, End: r.End}, r.Timeframe))
	return f.rate().perBar * bars * float64(f.sweep().Count())
}

// estimate says how much is asked for, and how long that may take. jobs is what a sweep
// has, to stand out.
func (f *Form) estimate() (jobs, rest string) {
	r := &f.request
	bars := barsOf(model.Period{Start: r.Start, End: r.End}, r.Timeframe)
	each := fmt.Sprintf("%s "+theme.GlyphTimes+" %s", count(len(r.Symbols), "symbol"), count(bars, "bar"))
	if n := len(f.axes); n > 0 {
		all := f.sweep().Count()
		jobs = count(all, "job")
		if n > 1 {
			jobs += " (" + f.factors() + ")"
		}
		jobs, each = jobs+", ", each+" each"
	}
	switch known := f.rate(); known.jobs {
	case 0:
		return jobs, each + ", time unknown: no job has been seen yet"
	case 1:
		return jobs, each + ", about " + spell(f.work()) + " at the rate of 1 job"
	default:
		return jobs, each + fmt.Sprintf(", about %s at the rate of %d jobs", spell(f.work()), known.jobs)
	}
}

// factors are how many values each swept parameter has: 5 × 4.
func (f *Form) factors() string {
	counts := make([]string, len(f.axes))
	for i, a := range f.axes {
		counts[i] = draw.Count(uint64(len(a.Values)))
	}
	return strings.Join(counts, " "+theme.GlyphTimes+" ")
}

// spell writes a length of time of which one digit is known, or two.
func spell(seconds float64) string {
	switch {
	case seconds < 0.1:
		return "0.1 s"
	case seconds < 0.95:
		return draw.Decimal(seconds, 1) + " s"
	case seconds < 90:
		return draw.Decimal(seconds, 0) + " s"
	case seconds < 90*60:
		return draw.Decimal(seconds/60, 0) + " min"
	case seconds < 48*3600:
		return draw.Decimal(seconds/3600, 0) + " h"
	}
	return draw.Decimal(min(seconds, 1e12)/86400, 0) + " days"
}
