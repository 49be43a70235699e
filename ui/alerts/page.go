package alerts

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/tape"
)

// page is the row that is read in full, over the screen. It stays on it when it has
// gone from the list.
type page struct {
	*Pane
	row *tape.Row
}

// Subject is part of pane.Inspected.
func (d *page) Subject() pane.Subject {
	at := d.Pane.Subject().At
	s := d.subject(d.row)
	s.At = at
	return s
}

// Inspect is part of pane.Inspected.
func (d *page) Inspect(on *pane.Page) pane.Head { return d.inspect(on, d.row) }

// open shows what is under the cursor in full: beside the list where there is room for
// that and it does not show already, else over the screen.
func (p *Pane) open() {
	if p.settle(); p.place.cursor == nil {
		return
	}
	p.stay()
	if p.env.Detail() == pane.DetailClosed {
		p.env.OpenDetail()
		return
	}
	d := &page{p, p.place.cursor}
	p.env.Open(pane.NewReader(p.env, d, d.step, d.close, d.actions()...))
}

// stay holds the list for who reads what is under the cursor.
func (p *Pane) stay() {
	if p.resume = nil; p.place.follow {
		p.hold()
		p.resume = p.place.cursor
	}
}

// goOn follows again where the list did before, and the person has not moved.
func (p *Pane) goOn() {
	if p.resume != nil && p.resume == p.place.cursor {
		p.toNewest()
	}
	p.resume = nil
}

// closeDetail takes the detail beside the list away, where there is one to take away.
func (p *Pane) closeDetail() (closed bool) {
	if p.env.Detail() != pane.DetailOpen {
		return false
	}
	p.env.CloseDetail()
	p.goOn()
	return true
}

// actions are those of the list that mean the row that is read.
func (d *page) actions() []keymap.Action {
	k := d.env.Keys
	noted := func(do func() tea.Cmd) func() tea.Cmd {
		return func() tea.Cmd {
			cmd := do()
			d.row = d.place.cursor
			return cmd
		}
	}
	backtest := k.Plain("alerts.backtest", func() { d.backtest(d.row) })
	backtest.Hinted = true // as the one of every pane is, which does not work here
	raw := k.Plain("alerts.raw", d.turnRaw)
	raw.Hinted, raw.What = true, "raw JSON"
	return []keymap.Action{
		raw,
		k.On("alerts.copy", func() tea.Cmd { return func() tea.Msg { return d.copied() } }),
		backtest,
		k.On("alerts.acknowledge", noted(d.acknowledge)),
		k.On("alerts.mark", noted(func() tea.Cmd { d.mark(); return nil })),
	}
}

// step goes on by a row, older ones below. The one where the person stopped looking is
// passed by.
func (d *page) step(by int) {
	from, row := d.place, d.row
	for d.moveTo(by) && d.row.Divider != nil {
	}
	if d.row.Divider != nil { // there is nothing beyond it
		d.place, d.row = from, row
	}
}

// moveTo moves the cursor of the list by a row. Unlike in the list, going up to the
// first row does not let in what waits: the rows stay as they are.
func (d *page) moveTo(by int) (moved bool) {
	if by > 0 {
		d.move(by)
	} else if top := d.settle(); top+d.place.below+by >= 0 {
		row := top + d.place.below + by
		top = min(top, row)
		d.place.cursor, d.place.below = d.tape.At(row), row-top
	}
	moved = d.place.cursor != nil && d.place.cursor != d.row
	if moved {
		d.row = d.place.cursor
	}
	return moved
}

func (d *page) close() {
	d.env.Close()
	d.goOn()
}

// turnRaw shows the JSON that the alert came in, or what it says again.
func (p *Pane) turnRaw() { p.raw = !p.raw }

// backtest opens the form for a backtest of what was found.
func (p *Pane) backtest(r *tape.Row) {
	if p.env.Backtest == nil {
		return
	}
	var b pane.Backtest
	if r != nil && r.Alert != nil {
		b = pane.Backtest{Symbols: []string{r.Alert.Symbol}, Patterns: []string{r.Alert.Pattern}}
	}
	p.env.Backtest(b)
}

func (p *Pane) backtestHere() {
	p.settle()
	p.backtest(p.place.cursor)
}

// copied is the message that copies what the page says: the JSON where that shows.
func (d *page) copied() tea.Msg {
	what := "the detail"
	if d.raw {
		what = "the JSON"
	}
	return pane.Copied(d.text(), what+" copied", "S in the list writes it to a file")
}

// text is what the page says, as plain text.
func (d *page) text() string {
	if d.raw && d.row.Alert != nil {
		if raw, kept := d.row.Alert.Raw(); kept {
			text, _ := pane.Indented(raw)
			lines := strings.Split(text, "\n")
			for i := range lines {
				lines[i] = model.CleanLine(lines[i])
			}
			return strings.Join(lines, "\n")
		}
	}
	page := pane.NewPage(d.env, textWidth)
	head := d.Inspect(page)
	lines := []string{strings.TrimSpace(head.Title + "  " + head.Scope)}
	for _, line := range page.Lines() {
		lines = append(lines, strings.TrimRight(ansi.Strip(line), " "))
	}
	return strings.Join(lines, "\n")
}

// textWidth is how wide the detail is as a text.
const textWidth = 78
