package tape

import (
	"tickdeck/model"
)

// Row is a line of the list. It keeps its identity while what it shows grows.
type Row struct {
	Alert   *model.Alert // of a candle the strongest that matches; nil where it is none
	Gap     *model.Gap   // a time without connection
	Divider *Divider     // where the person stopped looking

	id     uint64 // number of the feed's item that it was made for
	block  int64
	candle *candle
	part   uint32 // place below the row of its candle, which is 0
	alone  bool   // it stands neither for a candle nor below one
	rank   int8
	shown  uint32 // the round in which it is in the list
}

// Part reports whether the row is one alert of a candle that is unfolded above it.
func (r *Row) Part() bool { return r.part > 0 }

// Whole reports whether the row stands for a candle.
func (r *Row) Whole() bool { return !r.alone && r.part == 0 }

// Open reports whether the candle's alerts stand below the row.
func (r *Row) Open() bool { return r.Whole() && len(r.candle.parts) > 0 }

// Count is how many alerts the row stands for.
func (r *Row) Count() int {
	if r.Whole() {
		return int(r.candle.n)
	}
	return 1
}

// Sides are how many alerts of a row say what.
type Sides struct{ Bull, Bear, Even int }

// Sides are what the alerts of the row say.
func (r *Row) Sides() Sides {
	var s [4]int32
	switch {
	case r.Whole():
		s = r.candle.sides
	case r.Alert != nil:
		s[r.Alert.Direction] = 1
	}
	return Sides{int(s[model.DirBull]), int(s[model.DirBear]), int(s[model.DirNeutral])}
}

func (r *Row) balance() int {
	s := r.Sides()
	return s.Bull - s.Bear
}

// whole is the row that a part stands below, or the row itself.
func (r *Row) whole() *Row {
	if r.Part() {
		return &r.candle.row
	}
	return r
}
