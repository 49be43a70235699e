package wire

import (
	"strings"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// patterns reads a message on a channel for patterns: one detection, or a batch
// of them, in whatever it is wrapped.
func (d *Decoder) patterns(m message, l fields) {
	var path []string
	for {
		if list := l.levels[l.n-1].Get("patterns"); isBatch(list) {
			d.batch(m, l, list, append(path, "patterns"))
			return
		}
		if l.isDetection() {
			break
		}
		name := l.wrapper()
		if name == "" {
			break
		}
		path = append(path, name)
	}
	detection(m, l)
}

// isDetection stops the unwrapping: what lies further in is of another kind.
func (l *fields) isDetection() bool { return l.pattern() != "" && l.symbol() != "" }

func (l *fields) pattern() string { return l.word("pattern", "pattern_name", "pattern_type") }
func (l *fields) symbol() string  { return l.word("symbol", "ticker") }

// detection hands over one alert, or says why it is none.
func detection(m message, l fields) {
	pattern, symbol := l.pattern(), l.symbol()
	if pattern == "" || symbol == "" {
		m.refuse(&l)
		return
	}
	a := &model.Alert{
		Channel:      int32(m.channel),
		EventTime:    l.when("timestamp", "detected_at"),
		Arrived:      m.arrived,
		ID:           l.text("id"),
		Symbol:       symbol,
		Pattern:      pattern,
		Timeframe:    l.word("timeframe", "interval"),
		RawDirection: l.word("direction", "bias", "signal"),
		Confidence:   l.ratio("confidence"),
	}
	a.Source, a.Tier = l.origin()
	a.Direction = direction(a.RawDirection)
	l.fillFrom(a, l.figureSources())
	a.SetRaw(m.raw)
	m.to.Alert(a)
}

// origin parts the producer from the tier, which some publishers send as the
// source.
func (l *fields) origin() (source, tier string) {
	source, tier = l.word("source"), l.word("tier")
	if tier == "" && isTier(source) {
		return "", source
	}
	return source, tier
}

func isTier(source string) bool {
	switch source {
	case "daily", "hourly", "intraday", "weekly", "monthly", "combo", "fallback":
		return true
	}
	return false
}

// isBatch tells a list of detections from a list of names, as requests have it.
func isBatch(list *fastjson.Value) bool {
	if list == nil || list.Type() != fastjson.TypeArray {
		return false
	}
	items := list.GetArray()
	return len(items) == 0 || items[0].Type() == fastjson.TypeObject
}

// direction reads the words that publishers use, alone or one among others
// ("bullish_reversal"), and signed numbers.
func direction(said string) model.Direction {
	if said == "" {
		return model.DirNone
	}
	if f := numberIn(said); model.Known(f) {
		return signed(f)
	}
	found := model.DirNone
	for word := range strings.FieldsFuncSeq(strings.ToLower(said), notLetter) {
		switch d := directionOf(word); {
		case d == model.DirNone || d == found:
		case found == model.DirNone || found == model.DirNeutral:
			found = d
		case d != model.DirNeutral: // both ways at once
			return model.DirNeutral
		}
	}
	return found
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

func signed(f float64) model.Direction {
	switch {
	case f > 0:
		return model.DirBull
	case f < 0:
		return model.DirBear
	}
	return model.DirNeutral
}

func directionOf(word string) model.Direction {
	switch word {
	case "bullish", "bull", "long", "buy", "up", "upward", "upside", "uptrend", "positive", "rising":
		return model.DirBull
	case "bearish", "bear", "short", "sell", "down", "downward", "downside", "downtrend", "negative", "falling":
		return model.DirBear
	case "neutral", "reversal", "continuation", "sideways", "indecision", "undecided", "mixed", "both", "flat", "hold":
		return model.DirNeutral
	}
	return model.DirNone
}
