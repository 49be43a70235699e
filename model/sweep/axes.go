package sweep

import (
	"cmp"
	"slices"

	"tickdeck/model"
	"tickdeck/model/params"
)

// Axes are the parameters that differ between the jobs of a sweep, each with the
// values that were seen of it, in their order.
func Axes(jobs []*model.Job) []Axis {
	var axes []Axis
	var seen []map[params.Value]bool
	for _, j := range jobs {
		for _, v := range j.Sweep.Varied {
			i := slices.IndexFunc(axes, func(a Axis) bool { return a.Parameter.Name == v.Name })
			if i < 0 {
				p, known := params.Lookup(v.Name)
				if !known {
					continue
				}
				i = len(axes)
				axes, seen = append(axes, Axis{Parameter: p}), append(seen, map[params.Value]bool{})
			}
			if !seen[i][v.Value] {
				seen[i][v.Value] = true
				axes[i].Values = append(axes[i].Values, v.Value)
			}
		}
	}
	for i := range axes {
		slices.SortFunc(axes[i].Values, Compare)
	}
	return axes
}

// Value is what a job has of a parameter that differs; the default, if it does not
// say.
func Value(j *model.Job, name string) params.Value {
	for _, v := range j.Sweep.Varied {
		if v.Name == name {
			return v.Value
		}
	}
	p, _ := params.Lookup(name)
	return p.Default
}

// Compare orders values of one parameter: numbers by size, others by their text.
func Compare(a, b params.Value) int {
	return cmp.Or(cmp.Compare(a.Number(), b.Number()), cmp.Compare(a.String(), b.String()))
}
