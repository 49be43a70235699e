package wire

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func TestStandardEventIsReadWhole(t *testing.T) {
	a := oneAlert(t, standardEvent)
	if !a.EventTime.Equal(time.UnixMicro(1693123456789000)) || !a.Arrived.Equal(arrived) || !a.BarTime.IsZero() {
		t.Errorf("happened %v, arrived %v, bar %v", a.EventTime, a.Arrived, a.BarTime)
	}
	if a.Channel != 3 || a.Symbol != "AAPL" || a.Pattern != "Doji" || a.Timeframe != "1min" || a.Source != "tickstock_pl" || a.Tier != "" {
		t.Errorf("channel %d, %q on %q, %q of %q, tier %q", a.Channel, a.Pattern, a.Symbol, a.Timeframe, a.Source, a.Tier)
	}
	if a.Direction != model.DirNeutral || a.RawDirection != "reversal" || a.Confidence != 0.85 || a.Price != 150.25 || a.Volume != 1000 {
		t.Errorf("direction %v of %q, confidence %v, price %v, volume %v", a.Direction, a.RawDirection, a.Confidence, a.Price, a.Volume)
	}
	if a.Metadata != nil || rawOf(a) != standardEvent {
		t.Errorf("metadata %+v, raw %q", a.Metadata, rawOf(a))
	}
}

func TestWhatHasNoFieldOfItsOwnIsKeptUnderItsName(t *testing.T) {
	a := oneAlert(t, `{"flow_id":"f-7","tier":"daily","data":{"pattern":"Doji","symbol":"AAPL","source":"pl","expires_at":"2026-01-02","price_change":-0.5,
		"metadata":{"price":"150.25","bar_time":1693123440,"talib":"CDLDOJI","rsi":61.5,"flag":true,"simulated":true,"nested":{"deep":{"x":1,"list":[1]}},"none":null},
		"indicators":{"sma":{"20":149.5}},"details":{"note":"a\u001b[2Jb"}}}`)
	want := map[string]float64{
		"price_change": -0.5, "rsi": 61.5, "nested.deep.x": 1, "indicators.sma.20": 149.5,
	}
	for name, v := range want {
		if got := a.Metadata.Number(name); got != v {
			t.Errorf("%s is %v, want %v", name, got, v)
		}
	}
	for name, v := range map[string]string{"flow_id": "f-7", "expires_at": "2026-01-02", "talib": "CDLDOJI", "flag": "true", "details.note": "a␛[2Jb"} {
		if got := a.Metadata.Text(name); got != v {
			t.Errorf("%s is %q, want %q", name, got, v)
		}
	}
	if n := len(a.Metadata.Names); n != 9 {
		t.Errorf("%d values are kept: %v", n, a.Metadata.Names)
	}
	if !a.Simulated || oneAlert(t, standardEvent).Simulated || !oneAlert(t, detectionWith(`"simulated":true`)).Simulated {
		t.Error("whether it is simulated was read wrong")
	}
	if a.Tier != "daily" || a.Source != "pl" || a.BarTime.Unix() != 1693123440 || a.Price != 150.25 {
		t.Errorf("tier %q, source %q, bar %v, price %v", a.Tier, a.Source, a.BarTime, a.Price)
	}
	if (*model.Metadata)(nil).Text("x") != "" || model.Known(a.Metadata.Number("talib")) {
		t.Error("what is not there was made up")
	}
}

func TestAlertsOfOneShapeShareTheirNames(t *testing.T) {
	d, s := NewDecoder(), &shelf{}
	for _, rsi := range []string{"1", "2"} {
		d.Decode(0, model.KindPatterns, `{"pattern":"Doji","symbol":"A","metadata":{"rsi":`+rsi+`}}`, arrived, s)
	}
	a, b := s.alerts[0].Metadata, s.alerts[1].Metadata
	if &a.Names[0] != &b.Names[0] || a.Numbers[0] != 1 || b.Numbers[0] != 2 {
		t.Errorf("%+v and %+v", a, b)
	}
}

func TestDetectionIsFoundUnderEveryNameAndWrapper(t *testing.T) {
	for name, payload := range map[string]string{
		"bare":                       `{"pattern":"Doji","symbol":"AAPL"}`,
		"pattern_name":               `{"pattern_name":"Doji","symbol":"AAPL"}`,
		"pattern_type":               `{"pattern_type":"Doji","symbol":"AAPL"}`,
		"ticker":                     `{"pattern":"Doji","ticker":"AAPL"}`,
		"pattern before its aliases": `{"pattern_type":"candlestick","pattern":"Doji","symbol":"AAPL"}`,
		"null alias":                 `{"pattern":null,"pattern_name":"Doji","symbol":"AAPL"}`,
		"empty alias":                `{"pattern":"","pattern_name":"Doji","symbol":" ","ticker":"AAPL"}`,
		"under data":                 `{"event_type":"pattern_detected","data":{"pattern":"Doji","symbol":"AAPL"}}`,
		"under data.data":            `{"flow_id":"f","data":{"tier":"daily","data":{"pattern":"Doji","symbol":"AAPL"}}}`,
		"under detection":            `{"detection":{"pattern":"Doji","symbol":"AAPL"}}`,
		"under payload":              `{"payload":{"pattern":"Doji","symbol":"AAPL"}}`,
		"split over two levels":      `{"symbol":"AAPL","data":{"pattern":"Doji"}}`,
		"a data field of its own":    `{"pattern":"Doji","symbol":"AAPL","data":{"symbol":"MSFT"}}`,
		"duplicate key, first wins":  `{"pattern":"Doji","pattern":"Hammer","symbol":"AAPL","symbol":"MSFT"}`,
		"escaped key":                `{"p\u0061ttern":"Doji","symbol":"AAPL"}`,
		"escaped value":              `{"pattern":"\u0044oji","symbol":"AA\u0050L"}`,
		"blanks around":              " \r\n\t{ \"pattern\" : \" Doji \" , \"symbol\" : \"AAPL\" } \n",
		"byte order mark":            "\ufeff" + `{"pattern":"Doji","symbol":"AAPL"}`,
		"probe field beside":         `{"test":true,"pattern":"Doji","symbol":"AAPL"}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := oneAlert(t, payload)
			if a.Pattern != "Doji" || a.Symbol != "AAPL" {
				t.Errorf("got %q on %q", a.Pattern, a.Symbol)
			}
			if rawOf(a) != payload {
				t.Errorf("Raw = %q", rawOf(a))
			}
			if a.Direction != model.DirNone || model.Known(a.Confidence) || model.Known(a.Price) || model.Known(a.Volume) || !a.EventTime.IsZero() {
				t.Errorf("what was not sent was made up: %+v", a)
			}
		})
	}
}

func TestWrapperFillsInWhatTheDetectionDoesNotSay(t *testing.T) {
	a := oneAlert(t, `{"source":"pl","timestamp":1693123456,"data":{"tier":"daily","data":{"pattern":"Doji","symbol":"AAPL","timestamp":1693123400}}}`)
	if a.Source != "pl" || a.Tier != "daily" || a.EventTime.Unix() != 1693123400 {
		t.Errorf("source %q, tier %q, at %v", a.Source, a.Tier, a.EventTime)
	}
	if a = oneAlert(t, `{"flow_id":"f","data":{"tier":"weekly","data":{"pattern":"Doji","symbol":"AAPL"}}}`); a.Source != "" || a.Tier != "weekly" {
		t.Errorf("source %q, tier %q", a.Source, a.Tier)
	}
}

func detectionWith(field string) string { return `{"pattern":"Doji","symbol":"AAPL",` + field + `}` }

func TestConfidence(t *testing.T) {
	none := model.None()
	for field, want := range map[string]float64{
		`"confidence":0.85`: 0.85, `"confidence":85.5`: 0.855, `"confidence":1`: 1, `"confidence":0`: 0, `"confidence":100`: 1,
		`"confidence":"0.85"`: 0.85, `"confidence":"85"`: 0.85, `"confidence":1.00000002`: 1,
		`"confidence":101`: none, `"confidence":-0.1`: none, `"confidence":NaN`: none, `"confidence":Infinity`: none, `"confidence":-Infinity`: none,
		`"confidence":"NaN"`: none, `"confidence":"high"`: none, `"confidence":null`: none, `"confidence":{}`: none, `"confidence":1e999`: none,
		`"confidence":true`: none, `"confidence":1.2.3`: none, `"confidence":"+Inf"`: none,
	} {
		if got := oneAlert(t, detectionWith(field)).Confidence; !same(got, want) {
			t.Errorf("%s: got %v, want %v", field, got, want)
		}
	}
}

func TestPriceAndVolume(t *testing.T) {
	for field, want := range map[string][2]float64{
		`"metadata":{"price":1.5,"volume":7}`:                                                 {1.5, 7},
		`"price":1.5,"volume":7`:                                                              {1.5, 7},
		`"current_price":"1.5","volume":"7"`:                                                  {1.5, 7},
		`"price_at_detection":1.5,"volume":7`:                                                 {1.5, 7},
		`"metadata":{"price":1.5},"price":9,"volume":7`:                                       {1.5, 7},
		`"details":{"price":1.5,"volume":7}`:                                                  {1.5, 7},
		`"indicators":{"rsi":{"value":61},"price":1.5,"volume":7}`:                            {1.5, 7},
		`"indicators":{"price":{"now":1}},"price":-1.5,"volume":-1`:                           {-1.5, model.None()},
		`"metadata":{"price":NaN,"volume":Infinity}`:                                          {model.None(), model.None()},
		`"metadata":null,"price":1.5,"volume":7,"expires_at":17e8`:                            {1.5, 7},
		`"metadata":"none","price":1.5,"volume":7,"price_change":2`:                           {1.5, 7},
		`"metadata":{"note":"Infinity \" Infinity","price":-Infinity,"volume":7},"price":1.5`: {1.5, 7},
	} {
		a := oneAlert(t, detectionWith(field))
		if !same(a.Price, want[0]) || !same(a.Volume, want[1]) {
			t.Errorf("%s: got %v and %v, want %v", field, a.Price, a.Volume, want)
		}
	}
}

func TestTimestamp(t *testing.T) {
	moment := time.Date(2023, 8, 27, 8, 4, 16, 789_000_000, time.UTC)
	second := moment.Truncate(time.Second)
	for value, want := range map[string]time.Time{
		`1693123456.789`: moment, `1693123456789`: moment, `1693123456789000`: moment, `1693123456789000000`: moment,
		`"1693123456.789"`: moment, `"1693123456789"`: moment, `1.693123456789e9`: moment, `1693123456`: second,
		`"2023-08-27T08:04:16.789Z"`: moment, `"2023-08-27T10:04:16.789+02:00"`: moment, `"2023-08-27T10:04:16.789+0200"`: moment,
		`"2023-08-27T08:04:16.789"`: moment, `"2023-08-27T08:04:16.789000"`: moment, `"2023-08-27 08:04:16.789"`: moment, `"2023-08-27T08:04:16"`: second,
		`"2023-08-27"`: time.Date(2023, 8, 27, 0, 0, 0, 0, time.UTC),
		`0`:            {}, `-5`: {}, `NaN`: {}, `Infinity`: {}, `1e300`: {}, `null`: {}, `""`: {}, `"yesterday"`: {}, `[]`: {}, `"0000-01-01"`: {},
	} {
		if got := oneAlert(t, detectionWith(`"timestamp":`+value)).EventTime; !got.Equal(want) {
			t.Errorf("%s: got %v, want %v", value, got, want)
		}
	}
}

func TestDirection(t *testing.T) {
	for said, want := range map[string]model.Direction{
		"bullish": model.DirBull, "BULLISH": model.DirBull, "bull": model.DirBull, "long": model.DirBull, "buy": model.DirBull, "up": model.DirBull,
		"positive": model.DirBull, "bullish_reversal": model.DirBull, "Reversal (bullish)": model.DirBull, "1": model.DirBull, "+1": model.DirBull,
		"bearish": model.DirBear, "bear": model.DirBear, "short": model.DirBear, "sell": model.DirBear, "down": model.DirBear, "negative": model.DirBear,
		"bearish-continuation": model.DirBear, "-1": model.DirBear,
		"neutral": model.DirNeutral, "reversal": model.DirNeutral, "continuation": model.DirNeutral, "0": model.DirNeutral, "up/down": model.DirNeutral,
		"sideways": model.DirNeutral, "": model.DirNone, "unknown": model.DirNone, "none": model.DirNone, "diagonal": model.DirNone,
	} {
		a := oneAlert(t, detectionWith(`"direction":"`+said+`"`))
		if a.Direction != want || a.RawDirection != said {
			t.Errorf("%q: got %v and said %q, want %v", said, a.Direction, a.RawDirection, want)
		}
	}
	for number, want := range map[string]model.Direction{"1": model.DirBull, "0.5": model.DirBull, "-1": model.DirBear, "0": model.DirNeutral, "null": model.DirNone} {
		if got := oneAlert(t, detectionWith(`"direction":`+number)).Direction; got != want {
			t.Errorf("%s: got %v, want %v", number, got, want)
		}
	}
}

func TestDirectionIsNotGuessedFromTheName(t *testing.T) {
	if a := oneAlert(t, `{"pattern":"Bullish Engulfing","symbol":"A"}`); a.Direction != model.DirNone || a.RawDirection != "" {
		t.Errorf("got %v", a.Direction)
	}
}

func TestTextsAreMadeSafe(t *testing.T) {
	for name, c := range map[string]struct{ sent, want string }{
		"window title":    {`\u001b]0;pwned\u0007`, "␛]0;pwned␇"},
		"clear screen":    {`\u001b[2J`, "␛[2J"},
		"raw escape":      {"\x1b[2J", "␛[2J"},
		"C1 control":      {`\u009b2J`, "\ufffd2J"},
		"line break":      {`a\nb`, "a␊b"},
		"bidi override":   {`a\u202eb`, "a\ufffdb"},
		"zero width":      {`a\u200bb`, "a\ufffdb"},
		"invalid UTF-8":   {"a\xffb", "a\ufffdb"},
		"lone surrogate":  {`a\ud800b`, `a\ud800b`},
		"surrogate pair":  {`a\ud83d\ude00b`, "a😀b"},
		"unknown escape":  {`a\qb`, `a\qb`},
		"NUL":             {`a\u0000b`, "a␀b"},
		"too long":        {strings.Repeat("x", 300), strings.Repeat("x", model.MaxText) + "…"},
		"number as text":  {"", "12.50"},
		"boolean as text": {"", "true"},
	} {
		value := `"` + c.sent + `"`
		if c.sent == "" {
			value = c.want
		}
		a := oneAlert(t, `{"pattern":`+value+`,"symbol":`+value+`,"source":`+value+`,"timeframe":`+value+`,"direction":`+value+`}`)
		for _, got := range []string{a.Pattern, a.Symbol, a.Source, a.Timeframe, a.RawDirection} {
			if got != c.want {
				t.Errorf("%s: got %q, want %q", name, got, c.want)
			}
		}
	}
}

func TestWhatWasDecodedOutlivesTheDecodersMemory(t *testing.T) {
	d, s := NewDecoder(), &shelf{}
	for range 3 {
		for _, symbol := range []string{"AAPL", "MSFT", "GOOGL", strings.Repeat("L", 90)} {
			d.Decode(0, model.KindPatterns, `{"symbol":"`+symbol+`","pattern":"P`+symbol+`","direction":"`+symbol+`"}`, arrived, s)
		}
	}
	d.Decode(0, model.KindPatterns, strings.Repeat("#", 500), arrived, s)
	for i, want := range []string{"AAPL", "MSFT", "GOOGL", strings.Repeat("L", 90)} {
		for j := i; j < len(s.alerts); j += 4 {
			if a := s.alerts[j]; a.Symbol != want || a.Pattern != "P"+want || a.RawDirection != want {
				t.Errorf("alert %d became %q, %q, %q", j, a.Symbol, a.Pattern, a.RawDirection)
			}
		}
	}
}

func TestTheTableOfWordsIsBounded(t *testing.T) {
	d := NewDecoder()
	for i := range 3 * maxInterned {
		d.Decode(0, model.KindPatterns, `{"pattern":"Doji","symbol":"`+strings.Repeat("A", i%40)+time.Unix(int64(i), 0).Format("150405")+`x"}`, arrived, &drain{})
		if len(d.interned.words) > maxInterned {
			t.Fatalf("%d words are kept, want at most %d", len(d.interned.words), maxInterned)
		}
	}
}

func TestAnEventCostsFourAllocationsAtMost(t *testing.T) {
	d, to := NewDecoder(), &drain{}
	d.Decode(0, model.KindPatterns, longEvent, arrived, to)
	if n := testing.AllocsPerRun(200, func() { d.Decode(0, model.KindPatterns, longEvent, arrived, to) }); n > 4 { // the alert, its JSON, and two for its metadata
		t.Errorf("%v allocations", n)
	}
}

// What an alert costs in memory beside its JSON, which is bounded by itself.
func TestAStandardAlertHoldsAtMostFourHundredBytes(t *testing.T) {
	const n = 50_000
	for name, c := range map[string]struct {
		payload string
		most    float64
	}{"standard": {standardEvent, 400}, "with five more values": {longEvent, 420}} {
		d, s := NewDecoder(), &shelf{alerts: make([]*model.Alert, 0, n)}
		before := inUse()
		for range n {
			d.Decode(0, model.KindPatterns, c.payload, arrived, s)
		}
		each := float64(inUse()-before)/n + 16 // its place in the feed
		t.Logf("%s: %.0f bytes", name, each)
		if each > c.most {
			t.Errorf("%s: an alert holds %.0f bytes", name, each)
		}
		runtime.KeepAlive(s)
	}
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A zero in a name made two names of it, and nothing of the second: a screen that
// showed the alert in full fell over.
func TestEveryNameOfTheMetadataHasItsValue(t *testing.T) {
	for _, message := range []string{
		`{"symbol":"A","pattern":"P","metadata":{"x\u0000y":1}}`,
		`{"symbol":"A","pattern":"P","metadata":{"\u0000":1,"b":"c"}}`,
		`{"symbol":"A","pattern":"P","metadata":{"x\u0000y":{"z\u0000":1}}}`,
	} {
		d, s := NewDecoder(), &shelf{}
		d.Decode(0, model.KindPatterns, message, arrived, s)
		m := s.alerts[0].Metadata
		if len(m.Names) != len(m.Numbers) || m.Texts != nil && len(m.Texts) != len(m.Names) {
			t.Errorf("%s: %d names of %d values: %q", message, len(m.Names), len(m.Numbers), m.Names)
		}
	}
}
