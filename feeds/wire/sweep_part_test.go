package wire

import (
	"reflect"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

func TestAPartOfASweepSaysSo(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2025, 1, n, 0, 0, 0, 0, time.UTC) }
	part := model.SweepPart{ID: "sweep_4", Jobs: 20, Varied: []model.Varied{
		{Name: params.StopLoss, Value: params.NumberOf(0.04)}, {Name: params.Sizing, Value: params.TextOf("slots")},
	}}
	r := model.Request{Symbols: []string{"AAPL"}, Patterns: []string{"Doji"}, Start: day(2), End: day(9), Sweep: part}
	for _, v := range part.Varied {
		r.Parameters = r.Parameters.With(v.Name, v.Value)
	}
	text, err := EncodeRequest("bt_1", "ann", r, day(10))
	if err != nil {
		t.Fatal(err)
	}
	j, err := NewDecoder().JobFromHash("bt_1", map[string]string{FieldRequest: string(text)})
	if err != nil || !reflect.DeepEqual(j.Sweep, part) {
		t.Errorf("%+v, %v", j.Sweep, err)
	}
	if sent, err := DecodeRequest(text); err != nil || len(sent.Unknown) > 0 {
		t.Errorf("a worker reads %v, %v", sent.Unknown, err)
	}
	r.Sweep = model.SweepPart{}
	text, err = EncodeRequest("bt_1", "ann", r, day(10))
	if err != nil {
		t.Fatal(err)
	}
	if j, _ := NewDecoder().JobFromHash("bt_1", map[string]string{FieldRequest: string(text)}); !reflect.DeepEqual(j.Sweep, model.SweepPart{}) {
		t.Errorf("a job of no sweep has %+v", j.Sweep)
	}
}
