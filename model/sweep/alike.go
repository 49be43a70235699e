package sweep

import (
	"slices"

	"tickdeck/model"
	"tickdeck/model/params"
)

// Alike are values of one parameter that make no difference.
type Alike struct {
	Parameter params.Parameter
	Values    []params.Value
}

// SameTrades finds the values of a parameter that explain why jobs traded alike: with
// each of them, whatever the others are, the same was traded, and nothing else was
// traded twice. ok is false where there is no such simple reason.
func SameTrades(jobs []*model.Job, axes []Axis) (a Alike, ok bool) {
	same := repeated(jobs)
	if len(same) == 0 {
		return a, false
	}
	for i := range axes {
		if a, ok = explains(same, axes, i); ok {
			return a, true
		}
	}
	return a, false
}

// repeated are the jobs of each list of trades that several have.
func repeated(jobs []*model.Job) (out [][]*model.Job) {
	by, order := map[string][]*model.Job{}, []string{}
	for _, j := range jobs {
		if j.Phase != model.PhaseCompleted || j.Result == nil || j.Result.Digest == "" {
			continue
		}
		if by[j.Result.Digest] == nil {
			order = append(order, j.Result.Digest)
		}
		by[j.Result.Digest] = append(by[j.Result.Digest], j)
	}
	for _, digest := range order {
		if len(by[digest]) > 1 {
			out = append(out, by[digest])
		}
	}
	return out
}

// explains reports whether all that traded alike differ in one parameter alone, and in
// the same values of it.
func explains(same [][]*model.Job, axes []Axis, i int) (Alike, bool) {
	a := Alike{Parameter: axes[i].Parameter}
	for n, group := range same {
		values := make([]params.Value, len(group))
		for k, j := range group {
			values[k] = Value(j, a.Parameter.Name)
			for o := range axes {
				if o != i && Value(j, axes[o].Parameter.Name) != Value(group[0], axes[o].Parameter.Name) {
					return Alike{}, false
				}
			}
		}
		slices.SortFunc(values, Compare)
		if n > 0 && !slices.Equal(values, a.Values) {
			return Alike{}, false
		}
		a.Values = values
	}
	others := 1 // of each of their combinations the values must have traded alike
	for o := range axes {
		if o != i {
			others *= len(axes[o].Values)
		}
	}
	return a, len(same) == others
}
