package alerts

import (
	"slices"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// walk is how many of the newest items of the feed are looked at for what else there
// was of a symbol.
const walk = 10_000

// seen is what the feed has brought of one symbol lately. It is read on from where it
// stopped: an idle screen costs nothing, and what is held does not matter.
type seen struct {
	symbol  string
	today   time.Time
	first   uint64 // number of the oldest item that was looked at
	next    uint64 // and of the one to be looked at next
	begun   bool
	since   time.Time // when the oldest came
	rev     uint64    // grows with every change
	prices  []point   // the oldest first
	candles []*lately // in the order in which they began
	of      map[model.Candle]*lately
}

// point is a price, and when its bar ended.
type point struct {
	at    time.Time
	price float64
}

// lately is a candle on which something was found.
type lately struct {
	is    model.Candle
	best  *model.Alert // the strongest
	sides [4]int       // by model.Direction
	today bool
	price float64 // the last that was sent with it
}

// read looks at what has come of a symbol.
func (s *seen) read(feed *model.History, symbol string, today time.Time, stronger func(a, b *model.Alert) bool) {
	gone := s.next < feed.First() || s.next > feed.Next()
	if !s.begun || gone || symbol != s.symbol || !today.Equal(s.today) || feed.Next()-s.first > 2*walk {
		from := feed.First()
		if feed.Next()-from > walk {
			from = feed.Next() - walk
		}
		*s = seen{symbol: symbol, today: today, first: from, next: from, begun: true, rev: s.rev + 1, of: map[model.Candle]*lately{}}
	}
	for ; s.next < feed.Next(); s.next++ {
		e, _ := feed.At(s.next)
		if e.Alert == nil {
			continue
		}
		if s.since.IsZero() {
			s.since = e.Alert.Arrived
		}
		if e.Alert.Symbol == symbol {
			s.rev++
			s.add(e.Alert, stronger)
		}
	}
}

func (s *seen) add(a *model.Alert, stronger func(a, b *model.Alert) bool) {
	at, known := a.Candle()
	c := s.of[at]
	if c == nil || !known {
		c = &lately{is: at, best: a, today: !a.Arrived.Before(s.today), price: model.None()}
		s.of[at] = c
		s.candles = append(s.candles, c)
	}
	if stronger(a, c.best) {
		c.best = a
	}
	c.sides[a.Direction]++
	if model.Known(a.Price) && a.Price != c.price { // once for all that was found on a candle
		c.price = a.Price
		s.prices = append(s.prices, point{a.Close(), a.Price})
	}
}

// sum is how many candles of today point where.
type sum struct{ all, bull, bear, even int }

func (s *seen) sum() (n sum) {
	for _, c := range s.candles {
		bull, bear := c.sides[model.DirBull], c.sides[model.DirBear]
		switch {
		case !c.today:
			continue
		case bull > bear:
			n.bull++
		case bear > bull:
			n.bear++
		default:
			n.even++
		}
		n.all++
	}
	return n
}

// other is the strongest on the candle that began last, but for one.
func (s *seen) other(but *model.Alert) *model.Alert {
	is, known := but.Candle()
	for _, c := range slices.Backward(s.candles) {
		if same := c.best == but || known && c.is == is; !same && c.today {
			return c.best
		}
	}
	return nil
}

// wholeDay reports whether everything of today was looked at.
func (s *seen) wholeDay() bool { return s.first == 0 || s.since.Before(s.today) }

// others is what else there was of the symbol today.
func (d *detail) others() {
	t, n := d.env.Theme, d.seen.sum()
	if n.all == 0 { // it is of another day itself
		d.page.Field("today", "nothing else")
		return
	}
	other, inline := "", true
	d.page.Row(func(l *draw.Line) {
		left := func(paint theme.Paint, text string) {
			l.Left(paint, text, min(draw.Width(text), max(0, d.page.Width()-l.Width())))
		}
		l.Left(t.Faint, "today", min(detailLabel, d.page.Width()))
		left(t.Text, several(n.all, "candle"))
		if !d.seen.wholeDay() {
			left(t.Faint, " since "+d.clock(d.seen.since, "15:04"))
		}
		for _, side := range [...]side{{t.Bull, theme.GlyphBull, n.bull}, {t.Bear, theme.GlyphBear, n.bear}, {t.Even, theme.GlyphNeutral, n.even}} {
			if side.n > 0 {
				left(side.paint, " "+side.glyph+draw.Count(uint64(side.n)))
			}
		}
		const last = "  last "
		other = d.last()
		if inline = l.Width()+len(last)+draw.Width(other) <= d.page.Width(); inline && other != "" {
			left(t.Faint, last)
			left(t.Text, other)
		}
	})
	if other != "" && !inline {
		d.page.Field("", "last "+other)
	}
}

// last names the newest other alert of the symbol; "" where there is none.
func (d *detail) last() string {
	a := d.seen.other(d.a)
	if a == nil {
		return ""
	}
	text := a.Pattern
	if model.Known(a.Confidence) {
		text += " " + draw.Decimal(a.Confidence, 2)
	}
	return text + " " + d.beside(d.a.Close(), a.Close(), "15:04")
}
