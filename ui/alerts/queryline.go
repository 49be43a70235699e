package alerts

import (
	"strconv"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// height is how many rows the query takes.
func (f *filter) height() int {
	switch {
	case f.typing && f.wrong != nil:
		return 3
	case f.typing:
		return 2
	case f.query != nil:
		return 1
	}
	return 0
}

// lines are the query, and while it is typed how it may go on or what is wrong with it.
func (f *filter) lines(dst []string, w int) []string {
	var l draw.Line
	t := f.p.env.Theme
	switch {
	case f.typing:
		l.Add(t.Focus, " / ")
		origin := f.prompt.Draw(&l, f.p.env, max(1, w-4))
		dst = append(dst, l.Exactly(t.Text, w))
		if f.wrong != nil {
			return append(dst, f.pointAt(origin, w), f.still(w))
		}
		return append(dst, f.offered(w))
	case f.query != nil:
		const way = "  esc shows all"
		l.Add(t.Faint, " / ").Left(t.Text, f.query.Text(), max(1, w-l.Width()-len(way)-1))
		l.Left(t.Faint, way, min(len(way), w-l.Width()))
		return append(dst, l.Exactly(t.Text, w))
	}
	return dst
}

// pointAt says what is wrong, below the place where it is.
func (f *filter) pointAt(origin, w int) string {
	var l draw.Line
	t, text := f.p.env.Theme, f.prompt.Text()
	from, to := min(f.wrong.From, len(text)), min(f.wrong.To, len(text))
	at := max(3, origin+draw.Width(text[:from]))
	n := max(1, draw.Width(text[from:max(from, to)]))
	say := " " + f.wrong.Message
	at = min(at, max(3, w-1-n-draw.Width(say))) // what is wrong must be readable, wherever it is
	l.Pad(t.Text, at)
	for range min(n, max(1, w-at)) {
		l.Add(t.Bad, "^")
	}
	l.Left(t.Bad, say, min(draw.Width(say), w-l.Width()))
	return l.Exactly(t.Text, w)
}

// still says what the list shows while what is typed cannot be read.
func (f *filter) still(w int) string {
	var l draw.Line
	t := f.p.env.Theme
	shown := "all"
	if f.query != nil {
		shown = f.query.Text()
	}
	l.Left(t.Warn, " the list still shows: ", 23).Left(t.Text, shown, max(0, w-l.Width()))
	return l.Exactly(t.Text, w)
}

// offered are the ways in which the word under the cursor may go on.
func (f *filter) offered(w int) string {
	var l draw.Line
	t := f.p.env.Theme
	way := theme.GlyphArrowR + " takes it  tab next  " + theme.GlyphEnter + " keeps  esc ends "
	if len(f.offer.Items) == 0 {
		way = theme.GlyphEnter + " keeps  esc ends "
	}
	room := w - draw.Width(way) - 1
	if room < 24 {
		way, room = "", w
	}
	l.Pad(t.Text, min(2, room-l.Width()))
	for i := range f.offer.Items { // the chosen one first
		item := &f.offer.Items[(f.offer.chosen+i)%len(f.offer.Items)]
		name, count := item.Shown, ""
		if item.Left >= 0 {
			count = " " + strconv.Itoa(item.Left)
		}
		if l.Width()+2+draw.Width(name)+len(count) > room {
			break
		}
		paint := t.Text
		if i == 0 {
			paint = t.Key
		}
		l.Pad(t.Text, 1).Add(paint, name).Add(t.Faint, count).Pad(t.Text, 1)
		if i == 0 && len(f.offer.Items) == 1 && item.What != "" {
			l.Left(t.Faint, " "+item.What, max(0, min(draw.Width(item.What)+1, room-l.Width())))
		}
	}
	l.To(t.Text, max(l.Width(), w-draw.Width(way)))
	return l.Left(t.Faint, way, max(0, w-l.Width())).Exactly(t.Text, w)
}
