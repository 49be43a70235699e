package run

import (
	"context"

	"tickdeck/feeds/engine"
	"tickdeck/feeds/engine/study"
	"tickdeck/model"
)

// Study makes an event study of a folder of bars or of the simulated market. note
// is told what is wrong with the data.
func Study(ctx context.Context, o model.StudyOptions, note func(string)) (model.Study, error) {
	t, text, err := engine.Study(ctx, o, note)
	if err != nil {
		return model.Study{}, err
	}
	out := model.Study{
		Timeframe: t.Timeframe, From: t.From, To: t.To, Symbols: t.Symbols, Bars: t.Bars,
		SameDate: t.SameDate(), Tests: t.Tests, Simulated: t.Simulated, JSON: text,
	}
	for _, r := range t.Rows {
		for _, x := range r.Horizons {
			out.Rows = append(out.Rows, studyRow(t, r, x))
		}
	}
	return out, nil
}

func studyRow(t *study.Table, r study.Row, x study.Estimate) model.StudyRow {
	row := model.StudyRow{
		Evidence: t.EvidenceOf(r, x), Median: x.Median,
		T: model.None(), P: model.None(), Low: model.None(), High: model.None(),
	}
	if x.Test != nil {
		row.T, row.P = x.T, x.P
		if len(x.Interval) == 2 {
			row.Low, row.High = x.Interval[0], x.Interval[1]
		}
	}
	return row
}
