package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
	"tickdeck/ui/pane"
)

// evil is what a terminal would act on: it clears the screen, sets the title,
// asks for an answer, writes to the clipboard, turns text around, hides it.
var evil = []string{
	"\x1b[2J", "\x1b]0;owned\a", "\x1b[6n", "\x1b]52;c;b3duZWQ=\x1b\\", "\x1bP+q544e\x1b\\", "\x1bc", "\x1b[?1049l",
	"\x1b[31mred", "\x9b2J", "\u009b2J", "\u009d0;owned\u009c", "a\bb\rc\vd\fe\tf\ng\x7fh\x00i", "\u202etxet", "\u2066x\u2069",
	"zero\u200bwidth\u200d\ufeff", "\xff\xfe\xc3", "e\u0301\u0301\u0301\u0301\u0301", "\u2028line\u2029", "\U000e0041tag", "\u3164",
}

// harmless fails if anything but text, new lines and colours is on the screen.
func harmless(t *testing.T, what, screen string) {
	t.Helper()
	var state byte
	parser := ansi.NewParser()
	for rest := screen; rest != ""; {
		seq, width, n, next := ansi.DecodeSequence(rest, state, parser)
		colour := ansi.HasCsiPrefix(seq) && strings.HasPrefix(seq, "\x1b[") && ansi.Cmd(parser.Command()).Final() == 'm' && ansi.Cmd(parser.Command()).Prefix() == 0
		accents := strings.Trim(seq, "\u0301") == ""
		if width == 0 && seq != "\n" && !colour && !accents {
			t.Fatalf("%s: %q reaches the terminal, in %q", what, seq, rest[:min(len(rest), 80)])
		}
		rest, state = rest[n:], next
	}
	for _, r := range ansi.Strip(screen) {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			t.Fatalf("%s: %U reaches the terminal", what, r)
		}
	}
}

// eachPlace looks at the screen everywhere that a person can look.
func eachPlace(t *testing.T, what string, d *deck) {
	t.Helper()
	for name, keys := range overlays() {
		for d.env.Top() != nil {
			d.env.Close()
		}
		d.press("1")
		d.press(keys...)
		for _, size := range [...]struct{ w, h int }{{60, 16}, {120, 40}, {210, 60}} {
			d.resize(size.w, size.h)
			for range 3 { // pages
				harmless(t, what+", "+name, d.screen())
				d.exact(what + ", " + name)
				d.press("pgdown")
			}
		}
	}
}

// TestNothingFromTheWireReachesTheTerminal goes the whole way: through the
// decoder and the hub to the screen.
func TestNothingFromTheWireReachesTheTerminal(t *testing.T) {
	channels := []model.Channel{
		{Name: "patterns", Kind: model.KindPatterns},
		{Name: "progress", Kind: model.KindProgress},
		{Name: "results", Kind: model.KindResults},
		{Name: "health", Kind: model.KindHealth},
		{Name: strings.Join(evil, ""), Kind: model.KindPatterns},
	}
	h := hub.New(channels, 1_000, func() time.Time { return noon })
	decoder := wire.NewDecoder()
	take := func(channel int, payload string) {
		m := hub.Message{Channel: channel, Name: channels[channel].Name, Payload: payload, Arrived: noon}
		decoder.Decode(channel, channels[channel].Kind, payload, noon, &m)
		h.Take(&m)
	}
	var evidence *model.EvidenceSet
	for i, bad := range evil {
		for _, s := range []string{bad, strings.NewReplacer("\x1b", `\u001b`, "\a", `\u0007`, "\n", `\n`, "\r", `\r`, "\x00", `\u0000`).Replace(bad)} {
			take(0, fmt.Sprintf(`{"symbol":"%s","pattern":"%s","direction":"%s","timeframe":"%s","source":"%s","confidence":0.5,"metadata":{"%s":"%s"}}`, s, s, s, s, s, s, s))
			take(0, fmt.Sprintf(`{"symbol":"A%d","pattern":"P","note":"%s"}`, i, s))
			take(4, s)
			take(1, fmt.Sprintf(`{"job_id":"j%d%s","progress":0.4,"status":"running","current_symbol":"%s"}`, i, s, s))
			take(1, fmt.Sprintf(`{"job_id":"j%d","progress":0.4,"status":"%s","error":"%s"}`, i, s, s))
			take(2, fmt.Sprintf(`{"job_id":"f%d%s","status":"failed","error_message":"%s","results":null}`, i, s, s))
			take(3, fmt.Sprintf(`{"component":"%s","status":"%s","metrics":{"cpu_usage":0.3}}`, s, s))
			row, err := decoder.EvidenceFrom("1min", s+"P:bullish", `{"n":3,"horizon_bars":5,"mean":0,"base_mean":0,"source":"`+s+`"}`)
			if err == nil {
				evidence = evidence.With("1min", []model.Evidence{row}, s)
				take(0, fmt.Sprintf(`{"symbol":"E%d","pattern":"%sP","direction":"bullish","timeframe":"1min"}`, i, s))
			}
			if job, err := decoder.JobFromHash("h"+s, map[string]string{
				"status": "running", "user_id": s, "error": s, "job_data": `{"symbols":["` + s + `"],"patterns":["` + s + `"],"start_date":"` + s + `"}`,
			}); err == nil {
				h.LoadJobs([]model.Job{job}, noon)
			}
		}
	}
	take(0, `{"symbol":"LAST","pattern":"P","direction":"bullish","timeframe":"1min"}`)
	h.SetEvidence(evidence, "")
	reader := h.NewReader(0)
	defer reader.Close()
	d := newDeck(t, 120, 40)
	d.source.frame = reader.Frame()
	d.Update(d.next()())
	eachPlace(t, "the wire", d)
	if len(d.env.State.Rejects) == 0 || d.env.State.Feed.Len() == 0 || d.env.State.Jobs.Held() == 0 || len(d.env.State.Health) == 0 {
		t.Fatal("this proves nothing: too little came through")
	}
}

// Some of what is shown passes no decoder, or comes raw on purpose.
func TestNothingElseReachesTheTerminalEither(t *testing.T) {
	for _, bad := range evil {
		d := newDeck(t, 120, 40)
		b := busy()
		for _, e := range b.Items {
			if e.Alert != nil {
				raw, _ := e.Alert.Raw()
				e.Alert.SetRaw(bad + raw + bad)
			}
		}
		b.Rejects = []model.Reject{{Channel: bad, Reason: "no symbol", Raw: bad + bad, Size: 900, Arrived: noon}}
		for i := range b.Channels {
			b.Channels[i].Name = bad
		}
		b.Channels[0].Skew = time.Second
		d.frame(b)
		eachPlace(t, fmt.Sprintf("%q", bad), d)
		d.jobs.err = errors.New(bad)
		for d.env.Top() != nil {
			d.env.Close()
		}
		d.press("2", "g", "x", "y")
		harmless(t, "a toast", d.screen())
		d.send(pane.ToastMsg{Text: bad})
		harmless(t, "a toast", d.screen())
	}
}

func TestWhatAPublisherComplainsOfIsOnTheScreen(t *testing.T) {
	d := newDeck(t, 140, 40)
	b := busy()
	b.Health = []model.Health{{Component: "loader", Status: "degraded", Arrived: b.Taken, Issues: []string{"3 files are \x1b[2Jbroken"}}}
	d.frame(b)
	d.shows("loader", "3 files are")
	d.exact("with an issue")
	d.press("4")
	d.shows("loader", "3 files are ␛[2Jbroken")
}
