package form

import (
	"fmt"
	"math"
	"slices"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/model/sweep"
	"tickdeck/ui/draw"
)

// check reads every field and notes what is wrong with it.
func (f *Form) check() {
	r, d := &f.request, f.fields
	n := f.read()
	r.Symbols, d[symbols].wrong = n.symbols, n.err
	if n.err == nil {
		d[symbols].wrong = model.SharedLimits().CheckSymbols(r.Symbols)
	}
	f.readDates()
	f.readTimeframe()
	r.Patterns = f.list.picked(f.env.State.Patterns)
	d[patterns].wrong = model.CheckPatterns(r.Patterns)
	f.checkParams()
}

// checkParams reads all that are on the form, those at their default as well:
// what was looked at is what is asked for, whatever a worker's defaults are. What few
// change is asked for where it is changed; what does not count keeps its text and is
// not asked for.
func (f *Form) checkParams() {
	var out params.Values
	f.axes = nil
	last := -1
	for i := firstParam; i < len(f.fields); i++ {
		d := &f.fields[i]
		if d.kind != number && d.kind != option {
			continue
		}
		if d.wrong = nil; !f.counts(d) {
			continue
		}
		var all []params.Value
		if all, d.wrong = d.values(); d.wrong != nil || len(all) == 0 {
			continue
		}
		if len(all) > 1 {
			f.axes, last = append(f.axes, sweep.Axis{Parameter: d.param, Values: all}), i
		}
		if d.group != string(params.GroupMore) || len(all) > 1 || all[0] != d.param.Default {
			out = out.With(d.param.Name, all[0])
		}
	}
	f.request.Parameters = out
	if n := f.sweep().Count(); n > sweep.MaxJobs {
		f.fields[last].wrong = fmt.Errorf("%s jobs (%s) are too many: at most %s", wholeCount(n), f.factors(), draw.Count(sweep.MaxJobs))
	}
}

// wholeCount writes a count, as far as anybody can count.
func wholeCount(n int) string {
	if n == math.MaxInt {
		return "more than 1e18"
	}
	return draw.Count(uint64(n))
}

// complaint is what may be said of a field: nothing before the person has typed
// into it or left it.
func (d *field) complaint() error {
	if !d.touched {
		return nil
	}
	return d.wrong
}

// firstWrong returns the topmost field that is wrong, or the button.
func (f *Form) firstWrong() int {
	i := slices.IndexFunc(f.fields, func(d field) bool { return d.wrong != nil })
	if i < 0 {
		return f.submit()
	}
	return i
}
