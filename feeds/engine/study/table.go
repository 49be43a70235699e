package study

import "tickdeck/model"

// Table is what a study found. Returns, hits and the like are fractions: 0.01 is
// 1 %. What has no value is left out.
type Table struct {
	Timeframe    string `json:"timeframe"`
	Source       string `json:"source,omitempty"` // whose bars they are
	Simulated    bool   `json:"simulated"`
	From         string `json:"from"` // date of the first bar
	To           string `json:"to"`   // date of the last one
	Symbols      int    `json:"symbols"`
	Bars         int    `json:"bars"`
	Dates        int    `json:"dates"`
	Base         string `json:"base"`  // same_date, or all_dates where there are too few symbols
	Tests        int    `json:"tests"` // made at once: q is after so many
	Seed         uint64 `json:"seed"`
	Replications int    `json:"replications"`
	Rows         []Row  `json:"patterns"`
}

// Row is what came after one kind of event.
type Row struct {
	Pattern   string     `json:"pattern"`
	Direction string     `json:"direction"`
	Verdict   string     `json:"verdict"` // at the horizon of the summary
	Horizons  []Estimate `json:"horizons"`
}

// Estimate is what came within one horizon.
type Estimate struct {
	Horizon  int     `json:"bars"`
	N        int     `json:"n"`       // events
	Symbols  int     `json:"symbols"` // that had any
	Dates    int     `json:"dates"`   // on which there was any
	Mean     float64 `json:"mean"`
	BaseMean float64 `json:"base_mean"`
	Median   float64 `json:"median"`
	Hit      float64 `json:"hit"`
	BaseHit  float64 `json:"base_hit"`
	Verdict  string  `json:"verdict"`
	*Test            // nil where there are too few dates for one

	Years      []Group `json:"by_year"`
	Trend      []Group `json:"by_trend"`
	Volume     []Group `json:"by_volume"`
	Confidence []Group `json:"by_confidence"` // deciles, 1 the lowest
}

// Test is of the mean excess over the base being 0.
type Test struct {
	T        float64   `json:"t"`
	DF       float64   `json:"df"`
	P        float64   `json:"p"` // two-sided
	Q        float64   `json:"q"` // after Benjamini and Hochberg
	Interval []float64 `json:"interval,omitempty"`
}

// Group is a part of the events: nothing is tested in it.
type Group struct {
	Name     string  `json:"group"`
	N        int     `json:"n"`
	Mean     float64 `json:"mean"`
	BaseMean float64 `json:"base_mean"`
	Hit      float64 `json:"hit"`
	BaseHit  float64 `json:"base_hit"`
}

// SameDate reports whether events were compared with all symbols on their dates.
func (t *Table) SameDate() bool { return t.Base == sameDate }

// Evidence is what a row comes to at the horizon of the summary. ok is false
// where no event had its bars yet.
func (t *Table) Evidence(r Row) (e model.Evidence, ok bool) {
	for _, x := range r.Horizons {
		if x.Horizon == model.StudyHorizon {
			return t.EvidenceOf(r, x), true
		}
	}
	return e, false
}

// EvidenceOf is what a row comes to at one of its horizons.
func (t *Table) EvidenceOf(r Row, x Estimate) model.Evidence {
	e := model.Evidence{
		Pattern: r.Pattern, Direction: r.Direction, Timeframe: t.Timeframe,
		N: x.N, Symbols: x.Symbols, Horizon: x.Horizon,
		Mean: x.Mean, BaseMean: x.BaseMean, Hit: x.Hit, BaseHit: x.BaseHit, Q: model.None(),
		From: t.From, To: t.To, Source: t.Source,
	}
	if x.Test != nil {
		e.Q = x.Q
	}
	return e
}

// judge corrects the tests for each other and puts all into words.
func (t *Table) judge() {
	var tests []*Test
	for _, r := range t.Rows {
		for _, x := range r.Horizons {
			if x.Test != nil {
				tests = append(tests, x.Test)
			}
		}
	}
	t.Tests = len(tests)
	correct(tests)
	for i := range t.Rows {
		r := &t.Rows[i]
		for k := range r.Horizons {
			x := &r.Horizons[k]
			x.Verdict = t.EvidenceOf(*r, *x).Verdict()
			if x.Horizon == model.StudyHorizon {
				r.Verdict = x.Verdict
			}
		}
		if r.Verdict == "" {
			r.Verdict = model.Evidence{Q: model.None()}.Verdict()
		}
	}
}
