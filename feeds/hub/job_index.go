package hub

import (
	"sort"

	"github.com/tidwall/btree"

	"tickdeck/model"
)

// jobIndex is a model.JobIndex.
type jobIndex struct {
	byID  *btree.Map[string, *jobEntry]
	order *btree.BTreeG[*model.Job]
}

// Len is part of model.JobIndex.
func (x jobIndex) Len() int { return x.order.Len() }

// At is part of model.JobIndex.
func (x jobIndex) At(i int) *model.Job {
	if i < 0 || i >= x.order.Len() {
		return nil
	}
	j, _ := x.order.GetAt(i)
	return j
}

// ByID is part of model.JobIndex.
func (x jobIndex) ByID(id string) *model.Job {
	if e, ok := x.byID.Get(id); ok {
		return e.Job
	}
	return nil
}

// Position is part of model.JobIndex. The tree finds an item by its number only,
// so that the number is found by halving.
func (x jobIndex) Position(j *model.Job) int {
	i := sort.Search(x.order.Len(), func(i int) bool { return !x.At(i).Before(j) })
	if at := x.At(i); at == nil || at.ID != j.ID {
		return -1
	}
	return i
}

// Distinct is part of model.JobIndex. Of all ids those beside it in the alphabet
// have the most in common with it.
func (x jobIndex) Distinct(id string) (n int) {
	beside := func(other string, _ *jobEntry) bool {
		if other == id {
			return true
		}
		n = max(n, common(id, other)+1)
		return false
	}
	x.byID.Ascend(id, beside)
	x.byID.Descend(id, beside)
	return n
}

// common is how many bytes two texts have in common at the beginning.
func common(a, b string) (n int) {
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
