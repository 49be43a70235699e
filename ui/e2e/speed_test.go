//go:build linux

package e2e

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
)

// deck is the program on a terminal of which every output is timed.
type deck struct {
	cmd  *exec.Cmd
	keys *os.File
	out  chan output
}

type output struct {
	at   time.Time
	text []byte
}

// measured starts the program on a server and waits until it is connected.
func measured(b *testing.B, s *redistest.Server, args ...string) *deck {
	b.Helper()
	cmd := exec.Command(binary, append([]string{"--redis", s.URL()}, args...)...)
	home := b.TempDir()
	cmd.Env = []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "TZ=UTC", "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"}
	keys, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 136, Rows: 40})
	if err != nil {
		b.Fatal(err)
	}
	d := &deck{cmd: cmd, keys: keys, out: make(chan output, 10_000)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer close(d.out)
		for {
			buf := make([]byte, 64<<10)
			n, err := keys.Read(buf)
			if err != nil {
				return
			}
			d.out <- output{time.Now(), buf[:n]}
		}
	}()
	b.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		go func() {
			for range d.out { // it may still want to write
				continue
			}
		}()
		_ = cmd.Wait()
		keys.Close()
		<-ended
	})
	for d.awaits(b); s.Client(b).PubSubNumSub(b.Context(), "tickstock.events.patterns").Val()["tickstock.events.patterns"] == 0; {
		d.awaits(b)
	}
	return d
}

func (d *deck) awaits(b *testing.B) output {
	b.Helper()
	select {
	case o := <-d.out:
		return o
	case <-time.After(patience):
		b.Fatal("it writes nothing")
	}
	return output{}
}

// quiet waits until nothing has been written for a while.
func (d *deck) quiet() {
	for {
		select {
		case <-d.out:
		case <-time.After(30 * time.Millisecond):
			return
		}
	}
}

func report(b *testing.B, took []time.Duration) {
	b.Helper()
	if len(took) == 0 {
		b.Fatal("nothing was measured")
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(float64(len(took)), "samples")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkKey is from a key that moves the focus to the first byte of the
// answer.
func BenchmarkKey(b *testing.B) {
	d := measured(b, redistest.Start(b))
	var took []time.Duration
	for b.Loop() {
		for range 100 {
			// Keys come at any moment of a frame, but not while the clock is drawn.
			time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond) //nolint:forbidigo // the pause is what is wanted
			d.quiet()
			if left := time.Until(time.Now().Truncate(time.Second).Add(time.Second)); left < 60*time.Millisecond {
				time.Sleep(left + 40*time.Millisecond) //nolint:forbidigo // the clock is drawn meanwhile
				d.quiet()
			}
			pressed := time.Now()
			if _, err := d.keys.WriteString("\t"); err != nil {
				b.Fatal(err)
			}
			took = append(took, d.awaits(b).at.Sub(pressed))
		}
	}
	report(b, took)
}

// BenchmarkAlert is from PUBLISH to the bytes with which a row is on the
// terminal, of those alerts that ever get a row.
func BenchmarkAlert(b *testing.B) {
	for _, rate := range []int{10, 1_000, 10_000} {
		b.Run(fmt.Sprintf("per-second=%d", rate), func(b *testing.B) {
			s := redistest.Start(b)
			d := measured(b, s)
			v := &viewer{emu: vt.NewEmulator(136, 40), published: make([]time.Time, 20*rate)}
			for b.Loop() {
				v.watch(b, d, s, rate)
			}
			report(b, v.took)
		})
	}
}

// viewer finds alerts on a screen by their symbols, which are numbers.
type viewer struct {
	emu       *vt.Emulator
	published []time.Time // by number; written before the alert is published
	next      int
	seen      int // the newest that was on the screen
	took      []time.Duration
}

// watchFor is how long alerts are published at one rate.
const watchFor = 3 * time.Second

func (v *viewer) watch(b *testing.B, d *deck, s *redistest.Server, rate int) {
	ctx, cancel := context.WithTimeout(b.Context(), watchFor)
	defer cancel()
	rdb := s.Client(b)
	first := v.next
	done := make(chan struct{})
	published := make(chan int, len(v.published))
	go func() {
		defer close(done)
		publishPaced(ctx, rdb, v.published, first, rate, published)
	}()
	for open := true; open; {
		select {
		case o := <-d.out:
			v.look(o, published)
		case <-done:
			open = false
		}
	}
	for deadline := time.After(300 * time.Millisecond); ; {
		select {
		case o := <-d.out:
			v.look(o, published)
			continue
		case <-deadline:
		}
		return
	}
}

// publishPaced sends rate alerts a second, in steps of a millisecond where there are
// more than that.
func publishPaced(ctx context.Context, rdb *redis.Client, at []time.Time, from, rate int, told chan<- int) {
	each := max(1, rate/1000)
	tick := time.NewTicker(time.Second * time.Duration(each) / time.Duration(rate))
	defer tick.Stop()
	for i := from; i+each < len(at); i += each {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		_, err := rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
			for n := i; n < i+each; n++ {
				at[n] = time.Now()
				p.Publish(ctx, "tickstock.events.patterns", fmt.Sprintf(
					`{"event_type":"pattern_detected","pattern":"Doji","symbol":"Z%06d","timestamp":%.6f,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"bench","metadata":{"price":150.25,"volume":1000}}`,
					n, float64(at[n].UnixMicro())/1e6))
			}
			return nil
		})
		if err != nil {
			return
		}
		told <- i + each
	}
}

var symbol = regexp.MustCompile(`Z(\d{6})`)

func (v *viewer) look(o output, published <-chan int) {
	_, _ = v.emu.Write(bytes.ReplaceAll(o.text, []byte("\x1b[c"), nil))
	for {
		select {
		case v.next = <-published:
			continue
		default:
		}
		break
	}
	newest := v.seen
	for line := range strings.SplitSeq(v.emu.String(), "\n") {
		m := symbol.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if n > v.seen {
			v.took = append(v.took, o.at.Sub(v.published[n]))
			newest = max(newest, n)
		}
	}
	v.seen = newest
}

// idleFor is how long an idle process is measured.
const idleFor = 5 * time.Second

// BenchmarkIdle compares the deck on a silent server with a bare ticker that
// looks as often: what is left is nearly all the wake-up itself.
func BenchmarkIdle(b *testing.B) {
	for _, fps := range []int{20, 60, 120} {
		b.Run(fmt.Sprintf("fps=%d", fps), func(b *testing.B) {
			d := measured(b, redistest.Start(b), "--fps", strconv.Itoa(fps))
			go func() {
				for range d.out {
					continue
				}
			}()
			bare := exec.Command(os.Args[0])
			bare.Env = append(os.Environ(), tickerEnv+"="+strconv.Itoa(fps))
			if err := bare.Start(); err != nil {
				b.Fatal(err)
			}
			defer func() { _ = bare.Process.Kill(); _ = bare.Wait() }()
			time.Sleep(2 * time.Second) //nolint:forbidigo // both have settled by then
			for b.Loop() {
				deck, ticker := cpu(b, d.cmd.Process.Pid), cpu(b, bare.Process.Pid)
				time.Sleep(idleFor) //nolint:forbidigo // what is measured is silence
				deck, ticker = cpu(b, d.cmd.Process.Pid)-deck, cpu(b, bare.Process.Pid)-ticker
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(100*deck.Seconds()/idleFor.Seconds(), "%core")
				b.ReportMetric(100*ticker.Seconds()/idleFor.Seconds(), "%core-ticker")
				b.ReportMetric(float64(deck)/float64(ticker), "ratio")
			}
		})
	}
}

// cpu is the processor time that a process has used, to the nanosecond.
func cpu(b *testing.B, pid int) time.Duration {
	b.Helper()
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		b.Fatal(err)
	}
	var sum time.Duration
	for _, task := range tasks {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", pid, task.Name()))
		if err != nil {
			continue // a thread that has just ended
		}
		ns, _, _ := strings.Cut(string(text), " ")
		n, _ := strconv.ParseInt(ns, 10, 64)
		sum += time.Duration(n)
	}
	return sum
}
