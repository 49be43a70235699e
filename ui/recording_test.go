package ui

import (
	"bufio"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// The recording of what the demo's engine publishes in its first 85 seconds, which a test
// of the engine keeps as it is, is played to screens frame by frame, by a clock of its own.
const (
	recordingFile = "../feeds/engine/testdata/demo.txt"
	recordedFor   = 85 * time.Second
	lookEvery     = 250 * time.Millisecond
	standsFor     = time.Second // to be read
)

// recordedAlert is a line of the recording.
type recordedAlert struct {
	after   time.Duration
	payload string
}

func recording(t *testing.T) (all []recordedAlert) {
	t.Helper()
	f, err := os.Open(recordingFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		ms, payload, _ := strings.Cut(lines.Text(), " ")
		after, err := strconv.Atoi(ms)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, recordedAlert{time.Duration(after) * time.Millisecond, payload})
	}
	if len(all) < 50 {
		t.Fatalf("%d alerts prove nothing", len(all))
	}
	return all
}

// candleSeen is a candle of the recording, and for how long its row could be read without
// a break.
type candleSeen struct {
	came, since, longest time.Duration
	there                bool
}

// playback is the recording as it was seen on two screens of a size, one of which shows
// the list and one the board.
type playback struct {
	candles map[string]*candleSeen // by what a folded row shows: time and symbol
	symbols map[string]bool        // whether it could ever be read
}

// foldedRow is what a row of the list shows of a candle; a row of one alert has seconds.
var foldedRow = regexp.MustCompile(`[ ›^!*✓](\d\d:\d\d) +([A-Z.]+) +[▲▼◆]`)

// play shows the recording on screens. begin is what is typed before the first alert.
func play(t *testing.T, w, h int, begin ...string) *playback {
	t.Helper()
	now := noon
	channels := []model.Channel{{Name: "tickstock.events.patterns", Kind: model.KindPatterns}}
	hub, decoder := hub.New(channels, 1_000, func() time.Time { return now }), wire.NewDecoder()
	hub.SetAddress("localhost:6379/0", false)
	hub.Up(now)
	for _, j := range someJobs() {
		hub.AddJob(j)
	}
	list, board := newDeck(t, w, h), newDeck(t, w, h)
	follows, looks := hub.NewReader(0), hub.NewReader(0)
	defer follows.Close()
	defer looks.Close()
	show := func() {
		list.source.frame, board.source.frame = follows.Frame(), looks.Frame()
		list.Update(list.next()())
		board.Update(board.next()())
	}
	show()
	list.press(begin...)
	board.press("b")
	p, rest := &playback{map[string]*candleSeen{}, map[string]bool{}}, recording(t)
	for at := time.Duration(0); at < recordedFor; at += lookEvery {
		now = noon.Add(at)
		for ; len(rest) > 0 && rest[0].after <= at; rest = rest[1:] {
			m := hubMessage(decoder, rest[0].payload, noon.Add(rest[0].after))
			p.came(m.Alerts[0], at)
			hub.Take(m)
		}
		show()
		p.readList(t, list.text(), at)
		p.readBoard(board.text())
	}
	return p
}

func hubMessage(d *wire.Decoder, payload string, arrived time.Time) *hub.Message {
	m := &hub.Message{Name: "tickstock.events.patterns", Payload: payload, Arrived: arrived}
	d.Decode(0, model.KindPatterns, payload, arrived, m)
	return m
}

func (p *playback) came(a *model.Alert, at time.Duration) {
	if k := a.Close().UTC().Format("15:04 ") + a.Symbol; p.candles[k] == nil {
		p.candles[k] = &candleSeen{came: at}
	}
	if !p.symbols[a.Symbol] {
		p.symbols[a.Symbol] = false
	}
}

// readList notes which candles have a row.
func (p *playback) readList(t *testing.T, screen string, at time.Duration) {
	t.Helper()
	rows := map[string]int{}
	for _, m := range foldedRow.FindAllStringSubmatch(screen, -1) {
		rows[m[1]+" "+m[2]]++
		p.symbols[m[2]] = true
	}
	for k, n := range rows {
		if p.candles[k] == nil || n > 1 {
			t.Fatalf("after %s: %d rows say %s", at, n, k)
		}
	}
	for k, c := range p.candles {
		switch there := rows[k] > 0; {
		case there && !c.there:
			c.since, c.there = at, true
		case there:
			c.longest = max(c.longest, at-c.since)
		default:
			c.there = false
		}
	}
}

// readBoard notes which symbols have a cell that says that something was found.
func (p *playback) readBoard(screen string) {
	for symbol := range p.symbols {
		if onBoard := regexp.MustCompile(`[▁▂▃▄▅▆▇█] ?` + regexp.QuoteMeta(symbol) + ` +[▲▼◆±]`); onBoard.MatchString(screen) {
			p.symbols[symbol] = true
		}
	}
}

// read is how many of the folded rows stood for a second or more, of those that came
// early enough, and which symbols nobody could read.
func (p *playback) read() (stood, of int, unread []string) {
	for _, c := range p.candles {
		if c.came+standsFor >= recordedFor-lookEvery {
			continue
		}
		of++
		if c.longest >= standsFor {
			stood++
		}
	}
	for symbol, seen := range p.symbols {
		if !seen {
			unread = append(unread, symbol)
		}
	}
	return stood, of, unread
}

func TestInTheDemoEverySymbolAndNearlyEveryRowCanBeRead(t *testing.T) {
	for _, size := range [...][2]int{{80, 24}, {120, 40}} {
		stood, of, unread := play(t, size[0], size[1]).read()
		t.Logf("%d×%d: %d of %d rows stood for a second, not seen: %v", size[0], size[1], stood, of, unread)
		if len(unread) > 0 {
			t.Errorf("%d×%d: neither the list nor the board ever showed %v", size[0], size[1], unread)
		}
		if of < 40 || 100*stood < 95*of {
			t.Errorf("%d×%d: %d of %d folded rows stood on the list for a second or more", size[0], size[1], stood, of)
		}
	}
}

// What does not show rows does not pass: the measure itself can fail.
func TestAListThatIsUnfoldedOrHeldIsNotReadAsTheRecordingAsks(t *testing.T) {
	for what, keys := range map[string][]string{"unfolded": {"E"}, "held": {"s"}, "filtered": {"/", "N", "V", "D", "A", "enter"}} {
		if stood, of, _ := play(t, 120, 40, keys...).read(); 100*stood >= 95*of {
			t.Errorf("%s: %d of %d folded rows stood", what, stood, of)
		}
	}
}
