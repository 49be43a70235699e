package query

import (
	"errors"
	"strings"
	"testing"
)

// Each mistake is pointed at, by the piece of the text, and says what to write.
func TestAMistakeIsPointedAt(t *testing.T) {
	for text, want := range map[string]struct{ at, message string }{
		"symbol:NVDA  conf>=high  since:09:30": {"high", "a number: conf>=0.8, or 80%"},
		"conf>=":                               {"conf>=", "a number: conf>=0.8, or 80%"},
		"conf>=80":                             {"80", "a number from 0 to 1, or with a percent sign: 0.8, 80%"},
		"sybmol:NVDA":                          {"sybmol", `no field "sybmol": symbol is meant? symbol:AAPL,BRK*`},
		"conv>0.5":                             {"conv", `no field "conv": conf is meant? conf>=0.8, or 80%`},
		"patern:doji":                          {"patern", `no field "patern": pattern is meant? pattern:doji*,engulfing`},
		"http://x":                             {"http", `no field "http": to look for it as a text, put it in quotes`},
		"a symbol:":                            {"symbol:", "something belongs behind it: symbol:AAPL,BRK*"},
		"symbol>AAPL":                          {"symbol>AAPL", "symbol is not compared by size: symbol:AAPL,BRK*"},
		"dir:x":                                {"x", "one of none, bull, bear, neutral, mixed: dir:bull"},
		"dir:b":                                {"b", "bull or bear?"},
		"marked:perhaps":                       {"perhaps", "one of yes, no: marked:, marked:no"},
		"age<5":                                {"5", "a duration: age<5m, 30s, 2h, 1d"},
		"age<5000w5000w":                       {"5000w5000w", "at most 100 years"},
		"since:yesterday":                      {"yesterday", "a time: since:09:30, 2026-11-30, 2026-11-30T09:30, today, 5m"},
		"since:25:00":                          {"25:00", "a time: since:09:30, 2026-11-30, 2026-11-30T09:30, today, 5m"},
		"price:50..10":                         {"50..10", "the smaller one comes first: 10..50"},
		"price>10..50":                         {"10..50", "a range stands behind : alone, as in price:10..50"},
		"price:..":                             {"..", "a number: price<50, price:10..50"},
		"price<Inf":                            {"Inf", "a number: price<50, price:10..50"},
		"volume>1,000":                         {"000", "one value alone behind >, and no comma within a number: 1000, or 1k"},
		"metadata.x>y":                         {"y", "a number: metadata.rsi>70, metadata.note:gap*"},
		"metadata>1":                           {"metadata>1", "of which name? metadata.rsi>70, metadata.note:gap*"},
		"has:pirce":                            {"pirce", `no field "pirce": price is meant? price<50, price:10..50`},
		"has:age x":                            {"", ""},
		"has:marked":                           {"marked", "marked is always there: it can be asked for itself, as in marked:, marked:no"},
		"a or":                                 {"r", "it ends too early: what comes here? dir:bull or dir:bear"},
		"or a":                                 {"or", `or needs something on both sides; to look for the word itself write "or"`},
		"a and or b":                           {"or", `or needs something on both sides; to look for the word itself write "or"`},
		"(a":                                   {"(", "this ( is not closed: write ) behind what belongs together"},
		"a (":                                  {"(", "this ( is not closed: write ) behind what belongs together"},
		"a)":                                   {")", "this ) closes nothing: leave it out, or write ( before"},
		"()":                                   {")", "something belongs before this ): (dir:bull or dir:bear)"},
		"a - b":                                {"", ""},
		"a -":                                  {"-", "what is not meant? -symbol:TSLA, or not symbol:TSLA"},
		"not or":                               {"not", "what is not meant? -symbol:TSLA, or not symbol:TSLA"},
		`a "b c`:                               {`"b c`, `these quotes are not closed: write one more "`},
		`""`:                                   {`""`, `something belongs between the quotes: "free text"`},
		",":                                    {",", "something belongs beside the comma: AAPL,MSFT"},
		">5":                                   {">", "a field belongs before >, as in symbol:AAPL or price<50"},
		"AAPL,conf>1":                          {">", "a field begins a word of its own: symbol:AAPL conf>=0.8; as a text it goes in quotes"},
		"\x1b[2Jx:1":                           {"\x1b[2Jx", "no field \"␛[2Jx\": to look for it as a text, put it in quotes"},
	} {
		_, err := Parse(Alerts(), text, at(t))
		if want.message == "" {
			if err != nil {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: got %v", text, err)
			continue
		}
		if text[e.From:e.To] != want.at || e.Message != want.message {
			t.Errorf("%s: at %q: %s", text, text[e.From:e.To], e.Message)
		}
	}
}

func TestALongNameIsShortInTheMessage(t *testing.T) {
	_, err := Parse(Alerts(), strings.Repeat("x", 10_000)+":1", at(t))
	if err == nil || len(err.Error()) > 120 {
		t.Errorf("got %v", err)
	}
}
