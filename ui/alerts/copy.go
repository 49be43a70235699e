package alerts

import (
	"fmt"
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// form is how alerts are copied.
type form uint8

const (
	asText form = iota // a line for each candle
	asJSON             // a line for each alert
)

// copyAs copies what is marked of what the list shows, else the row under the cursor.
// What is marked is looked for in the whole history, while the screen goes on.
func (p *Pane) copyAs(f form) tea.Cmd {
	p.settle()
	var row []*model.Alert
	if r := p.place.cursor; r != nil && r.Alert != nil {
		row = p.tape.AppendAlerts(nil, r)
	}
	pic, marked := p.picture(), maps.Clone(p.notes.marked)
	return func() tea.Msg {
		candles := markedOf(&pic, marked)
		if len(candles) == 0 && row != nil {
			candles = [][]*model.Alert{row}
		}
		return copied(&pic, candles, f)
	}
}

// markedOf are the marked alerts of a picture by candle, the newest candle first. A
// candle is there if one of its alerts matches, as a row of the list is.
func markedOf(pic *export.Picture, marked map[uint64]struct{}) (candles [][]*model.Alert) {
	if len(marked) == 0 {
		return nil
	}
	place, shown := map[model.Candle]int{}, []bool{}
	for seq := pic.Feed.Next(); seq > pic.Feed.First(); {
		seq--
		a := alertAt(pic, seq)
		if a == nil {
			continue
		}
		if _, yes := marked[a.Key()]; !yes {
			continue
		}
		candle, ok := a.Candle()
		i, known := place[candle]
		if !ok || !known {
			i = len(candles)
			candles, shown = append(candles, nil), append(shown, false)
			if ok {
				place[candle] = i
			}
		}
		candles[i] = append(candles[i], a)
		shown[i] = shown[i] || pic.Match == nil || pic.Match(a)
	}
	n, strong := 0, model.Strengths{}
	for i, c := range candles {
		if shown[i] {
			strong.Sort(c)
			candles[n] = c
			n++
		}
	}
	return candles[:n]
}

func alertAt(pic *export.Picture, seq uint64) *model.Alert {
	e, _ := pic.Feed.At(seq)
	return e.Alert
}

// copied is the message that copies candles.
func copied(pic *export.Picture, candles [][]*model.Alert, f form) tea.Msg {
	if len(candles) == 0 {
		return pane.ToastMsg{Level: pane.Info, Text: "nothing to copy: no alert is under the cursor"}
	}
	var lines []string
	alerts := 0
	for _, c := range candles {
		alerts += len(c)
		if f == asText {
			lines = append(lines, candleText(c, pic.Zone))
			continue
		}
		for _, a := range c {
			line, err := pic.Line(a)
			if err != nil {
				return pane.ToastMsg{Level: pane.Failure, Text: "not copied: " + err.Error()}
			}
			lines = append(lines, line)
		}
	}
	what := several(alerts, "alert")
	if len(candles) != alerts {
		what += " in " + several(len(candles), "candle")
	}
	how := " copied as text"
	if f == asJSON {
		how = " copied as JSON"
	}
	return pane.Copied(strings.Join(lines, "\n"), what+how, "S writes it to a file")
}

// candleText is a candle, or a single alert, on a line: when the bar ended, symbol,
// direction, patterns, timeframe, and confidence and price of the one named first.
func candleText(all []*model.Alert, zone *time.Location) string {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = a.Pattern
	}
	a := all[0]
	return strings.Join([]string{
		a.Close().In(zone).Format("2006-01-02 15:04:05 MST"), draw.OrDash(a.Symbol), sidesText(all), draw.OrDash(strings.Join(names, ", ")),
		draw.OrDash(a.Timeframe), draw.Decimal(a.Confidence, 2), draw.Price(a.Price),
	}, "  ")
}

// sidesText is the direction of a candle in words: the sum where all agree.
func sidesText(all []*model.Alert) string {
	var n [4]int
	for _, a := range all {
		n[a.Direction]++
	}
	bull, bear := n[model.DirBull], n[model.DirBear]
	switch {
	case bull > 0 && bear > 0 && bear > bull:
		return fmt.Sprintf("%d bearish, %d bullish", bear, bull)
	case bull > 0 && bear > 0:
		return fmt.Sprintf("%d bullish, %d bearish", bull, bear)
	}
	for _, d := range []model.Direction{model.DirBull, model.DirBear, model.DirNeutral} {
		switch {
		case n[d] == 1:
			return d.String()
		case n[d] > 1:
			return fmt.Sprintf("%s %d", d, n[d])
		}
	}
	return draw.Dash
}
