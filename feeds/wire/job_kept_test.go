package wire

import (
	"reflect"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// wholeResult has another value in every field that there is.
func wholeResult(t *testing.T) *model.Result {
	t.Helper()
	r := model.NewResult()
	fields := reflect.ValueOf(r).Elem()
	for i := range fields.NumField() {
		switch f := fields.Field(i); f.Interface().(type) {
		case float64:
			f.SetFloat(float64(i+1) / 64)
		case string:
			f.SetString("text")
		case bool:
			f.SetBool(true)
		case []string:
			f.Set(reflect.ValueOf([]string{"one", "two"}))
		case []float64: // a curve is no figure
		default:
			t.Fatalf("%s is of a kind that is not kept", fields.Type().Field(i).Name)
		}
	}
	return r
}

func TestAKeptJobIsReadAsItWas(t *testing.T) {
	at := func(s int) time.Time { return time.Unix(1_790_000_000+int64(s), 250_000_000) }
	done := model.Job{
		ID: "bt_1", User: "ann", Symbols: []string{"AAPL", "MSFT"}, Patterns: []string{"Doji"}, Start: "2024-01-01", End: "2024-12-31",
		Sweep: model.SweepPart{ID: "sweep_4", Jobs: 20, Varied: []model.Varied{
			{Name: params.StopLoss, Value: params.NumberOf(0.04)}, {Name: params.Sizing, Value: params.TextOf("slots")},
		}},
		Phase: model.PhaseCompleted, Progress: 1, Current: "MSFT", Created: at(0), Started: at(1), Finished: at(9), Updated: at(9), Result: wholeResult(t),
	}
	failed := model.NewJob("bt_2")
	failed.User, failed.Phase, failed.Error, failed.Created, failed.Updated = "ann", model.PhaseFailed, `no <bars> of "X"`, at(2), at(4)
	cancelled := model.NewJob("bt_3")
	cancelled.Phase, cancelled.Progress = model.PhaseCancelled, 0.25
	cancelled.Result = model.NewResult() // that knows no figure
	for _, was := range []model.Job{done, failed, cancelled} {
		is, err := NewDecoder().JobFromHash(was.ID, KeptJob(&was))
		if err != nil || !sameJob(is, was) {
			t.Errorf("%v\nwas %+v %+v\nis  %+v %+v\nof  %v", err, was, was.Result, is, is.Result, KeptJob(&was))
		}
	}
}

// sameJob looks at times as points in time, and at None as a value.
func sameJob(a, b model.Job) bool {
	for _, j := range []*model.Job{&a, &b} {
		for _, at := range []*time.Time{&j.Created, &j.Started, &j.Finished, &j.Updated} {
			if !at.IsZero() {
				*at = at.UTC()
			}
		}
	}
	if a.Result != nil && b.Result != nil {
		ra, rb := reflect.ValueOf(*a.Result), reflect.ValueOf(*b.Result)
		for i := range ra.NumField() {
			f, number := reflect.TypeAssert[float64](ra.Field(i))
			if number && !same(f, rb.Field(i).Float()) || !number && !reflect.DeepEqual(ra.Field(i).Interface(), rb.Field(i).Interface()) {
				return false
			}
		}
		a.Result, b.Result = nil, nil
	}
	return a.Same(b)
}
