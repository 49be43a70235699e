package compare

import (
	"cmp"
	"slices"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/model/sweep"
)

// row is one job of a sweep, as it is sorted and drawn.
type row struct {
	job   *model.Job
	at    []int // place of its value on each axis
	of    [figureCount]float64
	known bool // it is done, and has a result
	twin  *row // the first in the order that traded alike, if that is another
}

// picture is a sweep at one moment.
type picture struct {
	id    string
	rev   uint64
	taken time.Time

	sum   sweep.Summary
	axes  []sweep.Axis
	luck  sweep.Luck
	twice int // jobs that traded as another did
	alike sweep.Alike
	plain bool // alike says why
	rows  []*row
}

// pictureOf makes the rows of a sweep's jobs, in no order yet.
func pictureOf(jobs []*model.Job) *picture {
	p := &picture{sum: sweep.Of(jobs), axes: sweep.Axes(jobs), luck: sweep.LuckOf(jobs)}
	p.twice = p.sum.Counts[model.PhaseCompleted] - len(sweep.Trials(jobs))
	p.alike, p.plain = sweep.SameTrades(jobs, p.axes)
	places := make([]map[params.Value]int, len(p.axes))
	for i, a := range p.axes {
		places[i] = make(map[params.Value]int, len(a.Values))
		for n, v := range a.Values {
			places[i][v] = n
		}
	}
	all := make([]row, len(jobs))
	at := make([]int, len(jobs)*len(p.axes))
	p.rows = make([]*row, len(jobs))
	for n, j := range jobs {
		r := &all[n]
		r.job, r.known = j, j.Phase == model.PhaseCompleted && j.Result != nil
		r.at, at = at[:len(p.axes)], at[len(p.axes):]
		for i := range p.axes {
			r.at[i] = places[i][sweep.Value(j, p.axes[i].Parameter.Name)]
		}
		for i := range figures {
			r.of[i] = model.None()
			if r.known {
				r.of[i] = figures[i].of(j.Result)
			}
		}
		p.rows[n] = r
	}
	return p
}

// order is what the rows are sorted by: a column, of the parameters and then of the
// figures, the best or the least first, or turned round.
type order struct {
	column int
	turned bool
}

// sort puts the rows in order. What is not done yet, and what has no such figure,
// stands below.
func (p *picture) sort(o order) {
	axes := len(p.axes)
	slices.SortFunc(p.rows, func(a, b *row) int {
		if a.known != b.known {
			return map[bool]int{true: -1, false: 1}[a.known]
		}
		by := 0
		switch {
		case o.column < axes:
			by = cmp.Compare(a.at[o.column], b.at[o.column])
		case a.known:
			f, i := &figures[o.column-axes], o.column-axes
			if x, y := model.Known(a.of[i]), model.Known(b.of[i]); x != y {
				return map[bool]int{true: -1, false: 1}[x]
			}
			switch {
			case f.better(a.of[i], b.of[i]):
				by = -1
			case f.better(b.of[i], a.of[i]):
				by = 1
			}
		default:
			by = cmp.Compare(a.job.Phase, b.job.Phase)
		}
		if o.turned {
			by = -by
		}
		return cmp.Or(by, slices.Compare(a.at, b.at), cmp.Compare(a.job.ID, b.job.ID))
	})
	p.pair()
}

// pair finds for each row the one above it that traded alike.
func (p *picture) pair() {
	first := make(map[string]*row, len(p.rows))
	for _, r := range p.rows {
		r.twin = nil
		if !r.known || r.job.Result.Digest == "" {
			continue
		}
		if r.twin = first[r.job.Result.Digest]; r.twin == nil {
			first[r.job.Result.Digest] = r
		}
	}
}

// value is what a row has on an axis, for people.
func (p *picture) value(r *row, axis int) string {
	a := &p.axes[axis]
	return a.Parameter.Format(a.Values[r.at[axis]])
}
