package verdict

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// Capital is what it began with: as it was in force, else from the balance at the end and
// the return, else from the curve; None where that is not known.
func Capital(r *model.Report) float64 {
	for _, s := range r.Parameters {
		if v, err := strconv.ParseFloat(s.Value, 64); err == nil && s.Name == params.InitialCapital && model.Known(v) && v > 0 {
			return v
		}
	}
	if c := r.FinalBalance / (1 + r.ROI); model.Known(c) && c > 0 {
		return c
	}
	if len(r.Curve) > 0 && r.Curve[0].Equity > 0 {
		return r.Curve[0].Equity
	}
	return model.None()
}

// Profit is the money that it made, of a loss below 0.
func Profit(r *model.Report) float64 {
	if c := Capital(r); model.Known(c) && model.Known(r.FinalBalance) {
		return r.FinalBalance - c
	}
	if len(r.Ledger) == 0 || r.Omitted > 0 {
		return model.None()
	}
	sum := 0.0
	for i := range r.Ledger {
		sum += r.Ledger[i].PnL
	}
	return sum // None if one of them is
}

// Better is by how much the return is above that of buying and holding.
func Better(r *model.Report) float64 { return r.ROI - r.HeldROI }

// Months are the returns by month, from the curve where they were not sent. exact is
// false there: a month ends at the last point of it, at most that many days from its
// end.
func Months(r *model.Report) (months []model.Month, exact bool, days int) {
	if len(r.Monthly) > 0 {
		return r.Monthly, true, 0
	}
	before, last := model.None(), model.CurvePoint{}
	end := func() {
		if v := last.Equity/before - 1; model.Known(v) {
			months = append(months, model.Month{Year: last.Day.Year(), Month: last.Day.Month(), Return: v})
		}
		before = last.Equity
	}
	for i, p := range r.Curve {
		switch {
		case p.Day.IsZero() || i > 0 && p.Day.Before(last.Day):
			return nil, false, 0
		case i == 0:
			before = p.Equity
		default:
			days = max(days, int(p.Day.Sub(last.Day)/(24*time.Hour)))
			if p.Day.Year() != last.Day.Year() || p.Day.Month() != last.Day.Month() {
				end()
			}
		}
		last = p
	}
	if len(r.Curve) > 1 {
		end()
	}
	return months, false, days
}

// Year is what a year returned by its months, which are in their order.
func Year(months []model.Month, year int) float64 {
	growth, found := 1.0, false
	for _, m := range months {
		if m.Year == year {
			growth, found = growth*(1+m.Return), true
		}
	}
	if !found {
		return model.None()
	}
	return growth - 1
}

// Median is the middle of the known values, or None.
func Median(values []float64) float64 {
	known := known(values)
	n := len(known)
	if n == 0 {
		return model.None()
	}
	slices.Sort(known)
	return (known[(n-1)/2] + known[n/2]) / 2
}

// Mean is that of the known values, or None.
func Mean(values []float64) float64 {
	sum := 0.0
	known := known(values)
	for _, v := range known {
		sum += v
	}
	return sum / float64(len(known)) // NaN of none
}

func known(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !model.Known(v) })
}

// ByGain are tallies by what they made, the most first; those of which that is not known
// come last.
func ByGain(all []model.Tally) []model.Tally {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b model.Tally) int {
		switch x, y := model.Known(a.PnL), model.Known(b.PnL); {
		case x && y && a.PnL != b.PnL:
			return cmp.Compare(b.PnL, a.PnL)
		case x != y:
			return cmp.Compare(btoi(y), btoi(x))
		}
		return 0
	})
	return all
}

func btoi(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
