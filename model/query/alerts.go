package query

import (
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
)

// Event is an alert with what is around it.
type Event struct {
	*model.Alert
	*Around
}

// Around is what a query may ask of an alert that is not in it. What is nil holds
// for no alert.
type Around struct {
	Clock
	Watch                       func(list, symbol string) bool // "" is any list
	Marked, Acked, Muted, Mixed func(*model.Alert) bool
	Evidence                    *model.EvidenceSet
}

// Alerts is what can be asked for of an alert. It is made anew with every call.
func Alerts() *Schema[Event] {
	fields := alertTexts()
	fields = append(fields, alertNumbers()...)
	return NewSchema(append(fields, alertStates()...)...)
}

func alertTexts() []Field[Event] {
	return []Field[Event]{
		{
			Name: "symbol", Also: []string{"sym", "ticker", "s"}, What: "the symbol", Example: "symbol:AAPL,BRK*",
			Free: true, Text: func(e Event) string { return e.Symbol },
		},
		{
			Name: "pattern", Also: []string{"pat", "p"}, What: "the pattern, however its name is spaced", Example: "pattern:doji*,engulfing",
			Kind: Name, Free: true, Text: func(e Event) string { return e.Pattern },
		},
		{
			Name: "dir", Also: []string{"direction", "d"}, What: "the direction; mixed where the detections of a candle disagree", Example: "dir:bull",
			Kind: Choice, Options: directions(), Is: Event.goes, Sent: func(e Event) bool { return e.Direction != model.DirNone },
		},
		{
			Name: "tf", Also: []string{"timeframe", "interval"}, What: "the length of the bars", Example: "tf:1min,5min",
			Free: true, Text: func(e Event) string { return e.Timeframe }, Spelt: timeframes,
		},
		{
			Name: "tier", What: "the publisher's class of detections", Example: "tier:daily",
			Text: func(e Event) string { return e.Tier },
		},
		{
			Name: "source", Also: []string{"src"}, What: "who found it", Example: "source:tickstock_pl",
			Free: true, Text: func(e Event) string { return e.Source },
		},
		{
			Name: "id", What: "the detection's own name", Example: "id:a1b2*",
			Free: true, Text: func(e Event) string { return e.ID },
		},
	}
}

func alertNumbers() []Field[Event] {
	return []Field[Event]{
		{
			Name: "conf", Also: []string{"confidence", "c"}, What: "the confidence", Example: "conf>=0.8, or 80%",
			Kind: Fraction, Number: func(e Event) float64 { return e.Confidence },
		},
		{
			Name: "price", Also: []string{"metadata.price", "metadata.current_price", "metadata.price_at_detection"},
			What: "the price", Example: "price<50, price:10..50",
			Kind: Number, Number: func(e Event) float64 { return e.Price },
		},
		{
			Name: "volume", Also: []string{"vol", "metadata.volume"}, What: "the volume", Example: "volume>10k",
			Kind: Number, Number: func(e Event) float64 { return e.Volume },
		},
		{
			Name: "age", What: "how long ago it happened", Example: "age<5m, 30s, 2h, 1d",
			Kind: Age, Colon: AtMost, Moves: true, Number: func(e Event) float64 { return e.Now.Sub(e.DisplayTime()).Seconds() },
		},
		moment("since", "not before this time", AtLeast),
		moment("until", "before this time", Less),
		{
			Name: "times", Also: []string{"repeats"}, What: "how often the same detection arrived", Example: "times>1",
			Kind: Number, Number: func(e Event) float64 { return float64(e.Times()) },
		},
		{
			Name: "n", What: "how often such an alert came in the engine's history", Example: "n>100",
			Kind: Number, Number: Event.counted,
		},
		{
			Name: "metadata", Also: []string{"meta", "m"}, What: "what else the publisher sent, by its name", Example: "metadata.rsi>70, metadata.note:gap*",
			Kind: Open, Free: true, NumberOf: Event.metaNumber, TextOf: Event.metaText, Texts: Event.metaTexts,
		},
	}
}

// moment asks for the time at which an alert happened.
func moment(name, what string, colon Op) Field[Event] {
	return Field[Event]{
		Name: name, What: what, Example: name + ":09:30, 2026-11-30, 2026-11-30T09:30, today, 5m", Kind: Time, Colon: colon,
		Time: func(e Event) time.Time { return e.DisplayTime() },
		Now:  func(e Event) time.Time { return e.Now },
	}
}

func alertStates() []Field[Event] {
	flag := func(name, what string, of func(Event) bool) Field[Event] {
		return Field[Event]{
			Name: name, What: what, Example: name + ":, " + name + ":no", Kind: Flag,
			Is: func(e Event, _ uint64) bool { return of(e) },
		}
	}
	return []Field[Event]{
		{
			Name: "watch", Also: []string{"watchlist", "w"}, What: "a watchlist that the symbol is on; alone any", Example: "watch:desk, watch:",
			Kind: Member, In: func(e Event, list string) bool { return e.Watch != nil && e.Watch(list, e.Symbol) },
		},
		flag("marked", "marked by you", func(e Event) bool { return e.Marked != nil && e.Marked(e.Alert) }),
		flag("acked", "acknowledged", func(e Event) bool { return e.Acked != nil && e.Acked(e.Alert) }),
		flag("muted", "muted", func(e Event) bool { return e.Muted != nil && e.Muted(e.Alert) }),
		flag("simulated", "found on prices that are made up", func(e Event) bool { return e.Simulated }),
		{
			Name: "edge", What: "whether such alerts were worth anything before", Example: "edge:significant",
			Kind: Choice, Options: []Option{{"significant", []string{"yes"}}, {"none", []string{"no"}}, {"unknown", nil}}, Is: Event.edge,
		},
	}
}

// The order of directions is that of model.Direction; mixed comes behind them.
func directions() []Option {
	return []Option{
		model.DirNone:    {"none", []string{"missing", "–"}},
		model.DirBull:    {"bull", []string{"bullish", "up", "long", "rise", "rising", "▲"}},
		model.DirBear:    {"bear", []string{"bearish", "down", "short", "fall", "falling", "▼"}},
		model.DirNeutral: {"neutral", []string{"flat", "undecided", "◆"}},
		dirMixed:         {"mixed", []string{"disagree"}},
	}
}

const dirMixed = model.DirNeutral + 1

func (e Event) goes(wanted uint64) bool {
	return wanted>>e.Direction&1 != 0 || wanted>>dirMixed&1 != 0 && e.Mixed != nil && e.Mixed(e.Alert)
}

// timeframes are the spellings of one length of bars.
func timeframes(text string) []string {
	known, err := model.ParseTimeframe(text)
	if err != nil {
		known, err = model.ParseTimeframe(text + "in") // 5m
	}
	switch {
	case err != nil:
		return nil
	case known == "":
		return []string{"daily", "day", "1d", "1day"}
	}
	out := []string{known}
	if hours, ok := strings.CutSuffix(known, "h"); ok {
		return append(out, minutes(hours)...)
	}
	return append(out, strings.TrimSuffix(known, "in"))
}

// minutes are so many hours in minutes.
func minutes(hours string) []string {
	n, err := seconds(hours + "h")
	if err != nil {
		return nil
	}
	text := strconv.FormatFloat(n/60, 'f', -1, 64)
	return []string{text + "min", text + "m"}
}

func (e Event) counted() float64 {
	if of, none := e.Evidence.Of(e.Alert); none == "" {
		return float64(of.N)
	}
	return model.None()
}

// edge tells significant, none and unknown, in the order of the options.
func (e Event) edge(wanted uint64) bool {
	of, none := e.Evidence.Of(e.Alert)
	switch {
	case none != "" || !model.Known(of.Q):
		return wanted&0b100 != 0
	case of.Q <= model.Significant:
		return wanted&0b001 != 0
	}
	return wanted&0b010 != 0
}

func (e Event) metaTexts() []string {
	if e.Metadata == nil {
		return nil
	}
	return e.Metadata.Texts
}

func (e Event) metaNumber(name string) float64 {
	if i := e.metaIndex(name); i >= 0 {
		return e.Metadata.Numbers[i]
	}
	return model.None()
}

func (e Event) metaText(name string) string {
	if i := e.metaIndex(name); i >= 0 && e.Metadata.Texts != nil {
		return e.Metadata.Texts[i]
	}
	return ""
}

// metaIndex compares without regard to case, as everything in a query.
func (e Event) metaIndex(name string) int {
	if e.Metadata == nil {
		return -1
	}
	for i, n := range e.Metadata.Names {
		if len(n) == len(name) && strings.EqualFold(n, name) {
			return i
		}
	}
	return -1
}
