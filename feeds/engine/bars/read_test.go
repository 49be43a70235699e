package bars

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

const head = "date,open,high,low,close,volume\n"

func read(text string) (Series, Report, error) {
	return Read(strings.NewReader(text), "AAPL", "AAPL.csv", int64(len(text)))
}

// unix is an RFC 3339 time in Unix seconds.
func unix(t testing.TB, s string) int64 {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.Unix()
}

func TestColumnsComeInAnyOrderAndCase(t *testing.T) {
	want := Bar{unix(t, "2024-01-02T00:00:00Z"), 10, 12, 9.5, 11, 1500}
	for name, text := range map[string]string{
		"as named in the manual":  head + "2024-01-02,10,12,9.5,11,1500\n",
		"other order and case":    "VOLUME, Close,Low,HIGH,Open,Date\n1500,11,9.5,12,10,2024-01-02",
		"further columns":         "Symbol,Timestamp,Open,High,Low,Close,Adj Close,Volume\nAAPL,2024-01-02,10,12,9.5,11,1,1500\n",
		"a byte order mark":       "\ufeff" + head + "2024-01-02,10,12,9.5,11,1500\n",
		"lines as of Windows":     strings.ReplaceAll(head+"2024-01-02,10,12,9.5,11,1500\n", "\n", "\r\n"),
		"quotes and empty lines":  "\n\n" + head + "\n\"2024-01-02\",\"10\",12,9.5,11,1500\n\n",
		"commas at the end":       head + "2024-01-02,10,12,9.5,11,1500,,\n",
		"date and time apart":     "date,time,open,high,low,close,volume\n2024-01-02,00:00,10,12,9.5,11,1500\n",
		"a column left out after": "date,open,high,low,close,volume,note\n2024-01-02,10,12,9.5,11,1500\n",
	} {
		s, r, err := read(text)
		if err != nil || len(s.Bars) != 1 || s.Bars[0] != want || s.Symbol != "AAPL" || r.Bars != 1 {
			t.Errorf("%s: %+v, %+v, %v", name, s, r, err)
		}
	}
}

func TestTimesAreISOOrUnix(t *testing.T) {
	for text, want := range map[string]string{
		"2024-01-31":                "2024-01-31T00:00:00Z",
		"20240131":                  "2024-01-31T00:00:00Z",
		"2024-01-31T09:30":          "2024-01-31T09:30:00Z",
		"2024-01-31 09:30:15":       "2024-01-31T09:30:15Z",
		"2024-01-31T09:30:15.750":   "2024-01-31T09:30:15Z",
		"2024-01-31t09:30:15z":      "2024-01-31T09:30:15Z",
		"2024-01-31T09:30:00-05:00": "2024-01-31T14:30:00Z",
		"2024-01-31 09:30:00-05:00": "2024-01-31T14:30:00Z",
		"2024-01-31 09:30:00 +0100": "2024-01-31T08:30:00Z",
		"2024-01-31T09:30:00+01":    "2024-01-31T08:30:00Z",
		"20240131T093000Z":          "2024-01-31T09:30:00Z",
		"1706693400":                "2024-01-31T09:30:00Z",
		"1706693400.0":              "2024-01-31T09:30:00Z",
		"1706693400999":             "2024-01-31T09:30:00Z",
		"-1000000000":               "1938-04-24T22:13:20Z",
		"2024-02-29":                "2024-02-29T00:00:00Z",
	} {
		at, fault := parseTime(text)
		if fault != "" || at != unix(t, want) {
			t.Errorf("%s is %s, %s", text, stamp(at), fault)
		}
	}
	for text, want := range map[string]string{
		"":                    `"" is not a time: it takes ISO`,
		"01/31/2024":          `"01/31/2024" is not a time`,
		"2024-13-01":          `is not a time`,
		"2023-02-29":          `is not a time`,
		"2024-1-31":           `is not a time`,
		"1706693400000000":    `is in the year 56`,
		"noon":                `is not a time`,
		"1706693400.x":        `is not a time`,
		"2024-01-31T25:00:00": `is not a time`,
		"\x1b[31m":            `"\x1b[31m" is not a time`,
	} {
		if _, fault := parseTime(text); !strings.Contains(fault, want) {
			t.Errorf("%q: %q does not say %q", text, fault, want)
		}
	}
}

func TestABadRowIsNamedByFileAndLine(t *testing.T) {
	good := "2024-01-02,10,12,9,11,1500\n"
	for row, want := range map[string]string{
		"2024-01-03,10,10.5,9,11,1":   "AAPL.csv: line 3: high 10.5 is below the close 11",
		"2024-01-03,10,9.9,9,9.5,1":   "line 3: high 9.9 is below the open 10",
		"2024-01-03,10,12,10.5,11,":   "line 3: volume is empty",
		"2024-01-03,10,12,10.5,11,1":  "line 3: low 10.5 is above the open 10",
		"2024-01-03,11,12,10.5,10,1":  "line 3: low 10.5 is above the close 10",
		"2024-01-03,0,12,9,11,1":      "line 3: open 0 is not a price above 0",
		"2024-01-03,10,12,-9,11,1":    "line 3: low -9 is not a price above 0",
		"2024-01-03,10,Inf,9,11,1":    "line 3: high +Inf is not a price",
		"2024-01-03,10,1e999,9,11,1":  "line 3: high +Inf is not a price",
		"2024-01-03,10,12,9,NaN,1":    "line 3: close NaN is not a price",
		"2024-01-03,10,12,9,null,1":   `line 3: close "null" is not a number`,
		"2024-01-03,0x1p4,12,9,11,1":  `line 3: open "0x1p4" is not a number`,
		"2024-01-03,10,12,9,11,-1":    "line 3: volume -1 is not 0 or more",
		"2024-01-03,10,12,9,11,1e999": "line 3: volume +Inf is not 0 or more",
		"2024-01-02,10,12,9,11,1":     "line 3: its time 2024-01-02 is not after 2024-01-02 of the row before",
		"2024-01-01,10,12,9,11,1":     "line 3: its time 2024-01-01 is not after 2024-01-02",
		"2024-01-03,1,234,9,11,12,1":  "line 3: it has 7 columns, the header 6",
		"2024-01-03,10,12,9,11":       "line 3: it has 5 columns, the header 6",
		"\n\n2024-01-03,a,12,9,11,1":  `line 5: open "a" is not a number`,
		"2024-01-03,1\"0,12,9,11,1":   `line 3: bare " in non-quoted`,
		"Jan 3,10,12,9,11,1":          `line 3: "Jan 3" is not a time`,
	} {
		_, _, err := read(head + good + row)
		var rows *RowsError
		if !errors.As(err, &rows) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v does not say %q", row, err, want)
		}
	}
}

func TestTenBadRowsAreNamedAndTheOthersCounted(t *testing.T) {
	_, _, err := read(head + strings.Repeat("x,1,1,1,1,1\n", 25))
	var rows *RowsError
	if !errors.As(err, &rows) || len(rows.Rows) != MaxBadRows || rows.More != 15 {
		t.Fatalf("%v", err)
	}
	if s := err.Error(); !strings.HasSuffix(s, "; and 15 more bad rows") || !strings.Contains(s, "; line 11: ") {
		t.Error(s)
	}
}

func TestABadRowDoesNotBlameTheOnesAfterIt(t *testing.T) {
	_, _, err := read(head + "2024-01-02,1,1,1,1,1\n2025-01-03,1,1,2,1,1\n2024-01-04,1,1,1,1,1\n")
	var rows *RowsError
	if !errors.As(err, &rows) || len(rows.Rows) != 1 || rows.Rows[0].Line != 3 {
		t.Errorf("%v", err)
	}
}

func TestAHeaderThatIsNoneIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "AAPL.csv is empty",
		head:                                    "AAPL.csv has no rows below its header",
		"date;open;high;low;close;volume\n":     `AAPL.csv line 1: the header "date;open;high;low;close;volume" lacks date (or time, or timestamp), open, high`,
		"date,open,high,low,close\n":            "lacks volume",
		"open,high,low,close,volume\n":          "lacks date (or time, or timestamp)",
		"date,open,high,low,close,volume,Open ": "the header names open twice",
		"2024-01-02,10,12,9,11,1500\n":          "lacks date (or time, or timestamp), open",
		"\"date,open\n" + head:                  "line",
	} {
		if _, _, err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v does not say %q", text, err, want)
		}
	}
}

// endless is a file that never ends and has no end of line.
type endless struct {
	text string
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, strings.Repeat(e.text, len(p)/len(e.text)+1))
	e.read += n
	return n, nil
}

func TestARowWithoutEndEndsTheReading(t *testing.T) {
	for name, start := range map[string]string{
		"a long line":         head,
		"a quote left open":   head + "\"2024",
		"a long header":       "",
		"a header left open":  "\"",
		"after a good row":    head + "2024-01-02,10,12,9,11,1500\n",
		"after many of those": head + "2024-01-02,10,12,9,11,1500\n" + strings.Repeat("\n", 1<<20),
	} {
		for _, text := range []string{"9", "line\n", ",", "\x00"} {
			if text == "line\n" && !strings.Contains(name, "open") {
				continue
			}
			more := &endless{text: text}
			_, _, err := Read(io.MultiReader(strings.NewReader(start), more), "AAPL", "AAPL.csv", 0)
			if !errors.Is(err, errLongRow) {
				t.Errorf("%s with %q: %v", name, text, err)
			}
			if more.read > 1<<20 {
				t.Errorf("%s with %q: read %d bytes of it", name, text, more.read)
			}
		}
	}
}

func TestGarbageIsAnErrorAndNotADisaster(t *testing.T) {
	for _, text := range []string{"\x00\x01\x02", strings.Repeat("\xff\xfe", 1<<20), strings.Repeat(",", 1<<20), strings.Repeat("\"", 1<<20), "\x1f\x8b\x08"} {
		if _, _, err := read(text); err == nil || len(err.Error()) > 300 {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func TestAFileIsNotReadBeyondItsLimit(t *testing.T) {
	var b strings.Builder
	b.WriteString(head)
	for i := range 1000 {
		fmt.Fprintf(&b, "%d,1,1,1,1,1\n", 1706693400+60*i)
	}
	s, _, err := Read(strings.NewReader(b.String()), "AAPL", "AAPL.csv", 1<<62)
	if err != nil || len(s.Bars) != 1000 || cap(s.Bars) > 1500 {
		t.Errorf("%d bars in %d, %v", len(s.Bars), cap(s.Bars), err)
	}
}

func FuzzWhatIsReadIsChecked(f *testing.F) {
	f.Add(head + "2024-01-02,10,12,9.5,11,1500\n2024-01-03,10,12,9.5,11,1500\n")
	f.Add("\ufefftime,date,Open,high,low,close,volume\n09:30,2024-01-02,1e-3,12,1e-4,11,0\n")
	f.Add("timestamp,open,high,low,close,volume\n1706693400,1,1,1,1,1\n1706693400999,1,1,1,1,1\n")
	f.Add(head + "\"2024-01-02\",\"10\n\",12,9.5,11,1500")
	f.Add(head + "2024-01-02,10,NaN,9.5,11,-Inf\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, r, err := read(text)
		if err != nil {
			if len(s.Bars) > 0 || len(err.Error()) > 5000 {
				t.Fatalf("%d bars with %v", len(s.Bars), err)
			}
			return
		}
		if len(s.Bars) == 0 || r.Bars != len(s.Bars) || r.Missing < 0 || r.String() == "" {
			t.Fatalf("%+v of %d bars", r, len(s.Bars))
		}
		for i, b := range s.Bars {
			if f := b.Fault(); f != "" || i > 0 && b.Time <= s.Bars[i-1].Time {
				t.Fatalf("bar %d: %s %+v", i, f, s.Bars)
			}
		}
	})
}
