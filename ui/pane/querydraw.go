package pane

import (
	"strconv"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// Height is how many rows the query takes.
func (q *QueryLine[T]) Height() int {
	switch {
	case q.typing && q.wrong != nil:
		return 3
	case q.typing:
		return 2
	case q.query != nil:
		return 1
	}
	return 0
}

// Lines are the query, and while it is typed how it may go on or what is wrong with it.
func (q *QueryLine[T]) Lines(dst []string, w int) []string {
	var l draw.Line
	t := q.env.Theme
	switch {
	case q.typing:
		l.Add(t.Focus, " / ")
		origin := q.prompt.Draw(&l, q.env, max(1, w-4))
		dst = append(dst, l.Exactly(t.Text, w))
		if q.wrong != nil {
			return append(dst, q.pointAt(origin, w), q.still(w))
		}
		return append(dst, q.offered(w))
	case q.query != nil:
		const way = "  esc shows all"
		l.Add(t.Faint, " / ").Left(t.Text, q.query.Text(), max(1, w-l.Width()-len(way)-1))
		l.Left(t.Faint, way, min(len(way), w-l.Width()))
		return append(dst, l.Exactly(t.Text, w))
	}
	return dst
}

// pointAt says what is wrong, below the place where it is.
func (q *QueryLine[T]) pointAt(origin, w int) string {
	var l draw.Line
	t, text := q.env.Theme, q.prompt.Text()
	from, to := min(q.wrong.From, len(text)), min(q.wrong.To, len(text))
	at := max(3, origin+draw.Width(text[:from]))
	n := max(1, draw.Width(text[from:max(from, to)]))
	say := " " + q.wrong.Message
	at = min(at, max(3, w-1-n-draw.Width(say))) // what is wrong must be readable, wherever it is
	l.Pad(t.Text, at)
	for range min(n, max(1, w-at)) {
		l.Add(t.Bad, "^")
	}
	l.Left(t.Bad, say, min(draw.Width(say), w-l.Width()))
	return l.Exactly(t.Text, w)
}

// still says what the list shows while what is typed cannot be read.
func (q *QueryLine[T]) still(w int) string {
	var l draw.Line
	t := q.env.Theme
	shown := "all"
	if q.query != nil {
		shown = q.query.Text()
	}
	l.Left(t.Warn, " the list still shows: ", 23).Left(t.Text, shown, max(0, w-l.Width()))
	return l.Exactly(t.Text, w)
}

// offered are the ways in which the word under the cursor may go on.
func (q *QueryLine[T]) offered(w int) string {
	var l draw.Line
	t := q.env.Theme
	way := theme.GlyphArrowR + " takes it  tab next  " + theme.GlyphEnter + " keeps  esc ends "
	if len(q.offer.Items) == 0 {
		way = theme.GlyphEnter + " keeps  esc ends "
	}
	room := w - draw.Width(way) - 1
	if room < 24 {
		way, room = "", w
	}
	l.Pad(t.Text, min(2, room-l.Width()))
	for i := range q.offer.Items { // the chosen one first
		item := &q.offer.Items[(q.offer.chosen+i)%len(q.offer.Items)]
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
		if i == 0 && len(q.offer.Items) == 1 && item.What != "" {
			l.Left(t.Faint, " "+item.What, max(0, min(draw.Width(item.What)+1, room-l.Width())))
		}
	}
	l.To(t.Text, max(l.Width(), w-draw.Width(way)))
	return l.Left(t.Faint, way, max(0, w-l.Width())).Exactly(t.Text, w)
}
