package feeds

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// worth is a value of the hash as the contract has it.
func worth(n int) string {
	return fmt.Sprintf(`{"n":%d,"symbols":40,"horizon_bars":5,"mean":0.004,"base_mean":0.001,"hit":0.54,"base_hit":0.52,"q":0.31,"from":"2021-01-04","to":"2026-11-20","source":"bars","computed_at":1795000000.25}`, n)
}

// reading is the evidence of a hub that has seen alerts, without a subscription.
type reading struct {
	*evidence
	t   *testing.T
	now time.Time
}

func readEvidenceOf(t *testing.T, url string, timeframes ...string) *reading {
	t.Helper()
	client, err := broker.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	h := hub.New(standard, 100, time.Now)
	m := hub.Message{Name: "patterns", Payload: "{}"}
	for i, timeframe := range timeframes {
		m.Alert(&model.Alert{Symbol: strconv.Itoa(i), Pattern: "Doji", Timeframe: timeframe, Arrived: time.Now()})
	}
	h.Take(&m)
	return &reading{newEvidence(client, h), t, time.Now()}
}

// after reads what is due when so much time has passed.
func (r *reading) after(d time.Duration) *model.Snapshot {
	r.now = r.now.Add(d)
	r.update(r.t.Context(), r.now)
	return r.hub.NewReader(0).Frame().Snapshot
}

// want looks up an alert of that timeframe: n before, or why nobody knows.
func (r *reading) want(s *model.Snapshot, timeframe string, n int, missing string) {
	r.t.Helper()
	e, why := s.Evidence.Of(&model.Alert{Pattern: "DarkCloudCover", Direction: model.DirBear, Timeframe: timeframe})
	if e.N != n || why != missing && !(missing != "" && strings.HasPrefix(why, missing)) {
		r.t.Errorf("%s: %d before, %q; want %d, %q", timeframe, e.N, why, n, missing)
	}
}

const (
	cover     = "Dark Cloud Cover:bearish"
	minutes   = "tickstock:evidence:1min"
	uncounted = "nobody has counted"
)

func TestWhatAlertsWereWorthAppearsChangesAndDisappears(t *testing.T) {
	s := server(t)
	c, ctx := s.Client(t), t.Context()
	r := readEvidenceOf(t, s.URL(), "1min", "5min")
	first := r.after(0)
	r.want(first, "1min", 0, uncounted)
	r.want(first, "daily", 0, "not looked up yet")
	c.HSet(ctx, minutes, cover, worth(812), "Doji:neutral", worth(40))
	r.want(r.after(evidenceAgain-time.Second), "1min", 0, uncounted) // bounded rate
	second := r.after(time.Second)
	r.want(second, "1min", 812, "")
	r.want(second, "5min", 0, uncounted)
	if second.Trouble != "" || second.EvidenceRev <= first.EvidenceRev {
		t.Errorf("trouble %q, revision %d after %d", second.Trouble, second.EvidenceRev, first.EvidenceRev)
	}
	c.HSet(ctx, minutes, cover, worth(900))
	r.want(r.after(evidenceEvery-time.Second), "1min", 812, "")
	third := r.after(time.Second)
	r.want(third, "1min", 900, "")
	if again := r.after(evidenceEvery); again.EvidenceRev != third.EvidenceRev || again.Evidence != third.Evidence {
		t.Errorf("revision %d after %d, and nothing has changed", again.EvidenceRev, third.EvidenceRev)
	}
	c.Del(ctx, minutes)
	r.want(r.after(evidenceEvery), "1min", 0, uncounted)
	r.want(second, "1min", 812, "") // what was handed out stays
}

func TestEvidenceThatCannotBeReadIsCountedAndTheRestIsThere(t *testing.T) {
	s := server(t)
	c, ctx := s.Client(t), t.Context()
	r := readEvidenceOf(t, s.URL(), "1min", "5min", "15min", "daily")
	c.HSet(ctx, minutes, cover, worth(812), "Doji:neutral", "{broken", "Nothing", worth(3),
		"Hammer:bullish", strings.Repeat(" ", wire.MaxEvidenceBytes+1), "\x1b[2J:bullish", "", "Long:bullish", strings.Repeat("x", 1<<20))
	c.Set(ctx, "tickstock:evidence:5min", "no hash", 0)
	for i := range maxEvidenceFields + 1 {
		c.HSet(ctx, "tickstock:evidence:15min", fmt.Sprint("P", i, ":bullish"), worth(1))
	}
	for i := range maxEvidenceFields - 1 {
		c.HSet(ctx, "tickstock:evidence:daily", fmt.Sprint("P", i, ":bullish"), worth(1))
	}
	c.HSet(ctx, "tickstock:evidence:daily", cover, worth(7))
	f := r.after(0)
	r.want(f, "1min", 812, "")
	r.want(f, "5min", 0, "nobody can say: of tickstock:evidence:5min, it is no hash")
	r.want(f, "15min", 0, "nobody can say: of tickstock:evidence:15min, it has more than 1000 fields")
	r.want(f, "daily", 7, "")
	if !strings.HasPrefix(f.Trouble, "7 records of evidence could not be read, the last: tickstock:evidence:15min: it has more") || strings.Contains(f.Trouble, "\x1b") {
		t.Errorf("trouble: %q", f.Trouble)
	}
	c.Del(ctx, minutes, "tickstock:evidence:5min", "tickstock:evidence:15min")
	c.HSet(ctx, minutes, "Doji:neutral", "{broken")
	if f = r.after(evidenceEvery); !strings.HasPrefix(f.Trouble, "a record of evidence could not be read: tickstock:evidence:1min Doji:neutral: ") {
		t.Errorf("trouble: %q", f.Trouble)
	}
	c.HSet(ctx, minutes, "Doji:neutral", worth(1))
	if f = r.after(evidenceEvery); f.Trouble != "" {
		t.Errorf("trouble: %q", f.Trouble)
	}
}

func TestEvidenceThatMayNotBeReadIsNoTrouble(t *testing.T) {
	s := server(t, "--user", "default", "on", "nopass", "~job:*", "&*", "+@all")
	f := readEvidenceOf(t, s.URL(), "1min")
	got := f.after(0)
	f.want(got, "1min", 0, "nobody can say: this user may not do that")
	if got.Trouble != "" {
		t.Errorf("trouble: %q", got.Trouble)
	}
}

func TestEvidenceStandsWhileTheServerIsAway(t *testing.T) {
	s := server(t)
	s.Client(t).HSet(t.Context(), minutes, cover, worth(812))
	r := readEvidenceOf(t, s.URL(), "1min")
	r.after(0)
	s.Kill()
	r.want(r.after(2*evidenceEvery), "1min", 812, "")
	s.Restart() // with nothing in it
	r.want(r.after(0), "1min", 0, uncounted)
}

// joined waits for alerts, and for what such were worth, through running feeds.
func joined(t *testing.T, d *screen, rdb redis.UniversalClient) {
	t.Helper()
	if err := rdb.HSet(t.Context(), minutes, "Engulfing:bullish", worth(812)).Err(); err != nil {
		t.Fatal(err)
	}
	if err := rdb.Publish(t.Context(), "patterns", string(event(nil, 1))).Err(); err != nil {
		t.Fatal(err)
	}
	d.until("the evidence of its alert is there", func() bool {
		if len(d.items) == 0 || d.items[len(d.items)-1].Alert == nil {
			return false
		}
		e, _ := d.frame.Evidence.Of(d.items[len(d.items)-1].Alert)
		return e.N == 812
	})
}

func TestATimeframeThatIsSeenForTheFirstTimeIsLookedUpSoon(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	start := time.Now()
	joined(t, d, s.Client(t))
	if took := time.Since(start); took > evidenceAgain/2 {
		t.Errorf("it took %s", took)
	}
}

func TestEvidenceIsReadFromAClusterAndThroughSentinel(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	c := redistest.StartCluster(t)
	joined(t, connected(t, clusterURL(c)), c.Client(t))
	s := redistest.StartSentinel(t)
	joined(t, connected(t, s.URL()), s.Master.Client(t))
}
