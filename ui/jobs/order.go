package jobs

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
)

// column is what the list can be sorted by, from left to right. The zero value is how
// it is listed of itself: by status, and within that the newest first.
type column int8

// The columns.
const (
	byStatus column = iota
	byProgress
	byElapsed
	byResult
	byJob
	bySymbols
	byOwner
	byDates
	columnCount

	noColumn column = -1
)

var columnNames = [columnCount]string{"status", "progress", "elapsed", "result", "job", "symbols", "owner", "dates"}

// order is how the rows are sorted.
type order struct {
	by      column
	reverse bool
}

// String says it in the title; "" for how the list is of itself.
func (o order) String() string {
	switch {
	case o == order{}:
		return ""
	case o.reverse:
		return "by " + columnNames[o.by] + ", turned round"
	}
	return "by " + columnNames[o.by]
}

// sortKey is what rows are compared by: a number, the greatest first, or a text. What
// nobody said is last in either direction.
type sortKey struct {
	number float64
	text   string
}

func (k *sortKey) known() bool { return k.text != "" || !math.IsNaN(k.number) && k.number != 0 }

// sort puts what has a row of its own in order. Within the same the order stays.
func (o order) sort(tops []top, groups map[string]*group) {
	if o.by == byStatus {
		if o.reverse {
			slices.Reverse(tops)
		}
		return
	}
	for i := range tops {
		t := &tops[i]
		t.at = i
		if t.group != nil {
			t.key = o.ofGroup(t.group.id, groups[t.group.id])
		} else {
			t.key = o.ofJob(t.job)
		}
	}
	slices.SortFunc(tops, func(a, b top) int { return cmp.Or(o.compare(&a.key, &b.key), a.at-b.at) })
}

func (o order) compare(a, b *sortKey) int {
	if x, y := a.known(), b.known(); !x || !y {
		switch {
		case x:
			return -1
		case y:
			return 1
		}
		return 0
	}
	c := cmp.Or(cmp.Compare(b.number, a.number), strings.Compare(a.text, b.text))
	if o.reverse {
		return -c
	}
	return c
}

// least stands for a number that is 0 and known.
const least = math.SmallestNonzeroFloat64

func number64(v float64) sortKey {
	if v == 0 {
		v = least
	}
	return sortKey{number: v}
}

func (o order) ofJob(j *model.Job) sortKey {
	switch o.by {
	case byProgress:
		return number64(j.Progress)
	case byElapsed:
		return sortKey{number: ran(j).Seconds()}
	case byResult:
		if j.Result == nil {
			return sortKey{}
		}
		return number64(j.Result.ROI)
	case byJob:
		return sortKey{text: j.ID}
	case bySymbols:
		return sortKey{text: strings.Join(j.Symbols, " ")}
	case byOwner:
		return sortKey{text: j.User}
	}
	return sortKey{text: j.Start + j.End}
}

// ran is how long a job ran, as far as it is over; of one that runs, until its last news.
func ran(j *model.Job) time.Duration {
	return j.Elapsed(j.Updated)
}

func (o order) ofGroup(id string, g *group) sortKey {
	s := &g.sum
	switch o.by {
	case byProgress:
		return number64(s.Progress)
	case byElapsed:
		return sortKey{number: s.Took(s.Updated).Seconds()}
	case byResult:
		if s.Best == nil || s.Best.Result == nil {
			return sortKey{}
		}
		return number64(s.Best.Result.ROI)
	case byJob:
		return sortKey{text: id}
	case bySymbols:
		return sortKey{text: strings.Join(s.Symbols, " ")}
	case byOwner:
		return sortKey{text: s.User}
	}
	return sortKey{text: s.Start + s.End}
}

// sortBy sorts by the column that many to the right.
func (p *Pane) sortBy(by int) {
	p.order = order{by: (p.order.by + column(by) + columnCount) % columnCount}
	p.ask()
}

func (p *Pane) turn() {
	p.order.reverse = !p.order.reverse
	p.ask()
}
