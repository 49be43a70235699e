package tape

import (
	"time"

	"tickdeck/model"
)

// Divider is where a person stopped looking, and what has come since.
type Divider struct {
	At      time.Time
	Alerts  int
	Best    *model.Alert // the one with the most confidence
	symbols map[string]int
	most    string
}

// maxSymbols are counted at a divider. Nobody watches so many; a publisher of
// nonsense does.
const maxSymbols = 10_000

func (d *Divider) count(a *model.Alert) {
	d.Alerts++
	if d.Best == nil || number(a.Confidence, d.Best.Confidence, true) < 0 {
		d.Best = a
	}
	n := d.symbols[a.Symbol] + 1
	if n == 1 && len(d.symbols) == maxSymbols {
		return
	}
	d.symbols[a.Symbol] = n
	if most := d.symbols[d.most]; n > most || n == most && a.Symbol < d.most {
		d.most = a.Symbol
	}
}

// Symbols is how many there were.
func (d *Divider) Symbols() int { return len(d.symbols) }

// Most is the symbol that came most often, and how often.
func (d *Divider) Most() (symbol string, times int) { return d.most, d.symbols[d.most] }

// Divide notes that the person stops looking now. There is one such place: the last.
func (t *Tape) Divide(at time.Time) {
	t.divide(at, t.events.next())
	t.divider.block = t.blocks.cut()
	t.show(t.divider)
}

func (t *Tape) divide(at time.Time, before uint64) {
	t.Undivide()
	t.divider = &Row{Divider: &Divider{At: at, symbols: map[string]int{}}, id: before, alone: true}
	t.counted = max(t.counted, t.events.next())
}

// Left notes where the person stopped looking before there was this list: what came
// later is on the other side. It is for a list that has taken nothing yet.
func (t *Tape) Left(at time.Time, feed model.History) {
	if later := feed.From(at.Add(1)); later > feed.First() {
		t.divide(at, later)
		t.unplaced = true
		t.counted = feed.Next() // what is there already is counted as it is taken
	}
}

// place puts the divider between what was there when the person left and what is newer,
// when the list comes to it on its way down.
func (t *Tape) place(oldest uint64) {
	if t.unplaced && oldest <= t.divider.id {
		t.unplaced = false
		t.divider.block = t.blocks.cutBelow()
		t.show(t.divider)
	}
}

// Undivide takes the divider away.
func (t *Tape) Undivide() {
	if t.divider != nil {
		t.hide(t.divider)
		t.divider, t.unplaced = nil, false
	}
}

// Divider is the row where the person stopped looking; nil if there is none.
func (t *Tape) Divider() *Row { return t.divider }

// since counts an alert that came after the divider, once.
func (t *Tape) since(seq uint64, a *model.Alert) {
	if seq < t.counted {
		return
	}
	t.counted = seq + 1
	if t.divider != nil {
		t.divider.Divider.count(a)
	}
}
