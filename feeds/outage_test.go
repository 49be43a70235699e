package feeds

import (
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func TestAServerThatIsNotThereIsAwaited(t *testing.T) {
	s := server(t)
	s.Kill()
	d := open(t, s.URL())
	d.until("it is said", func() bool { return strings.Contains(d.frame.Link.Problem, "no Redis at "+s.Addr()) })
	l := d.frame.Link
	if l.Up || l.Interruptions != 0 || l.Since.IsZero() || l.Retry.IsZero() || time.Until(l.Retry) > lastRetry {
		t.Errorf("%+v", l)
	}
	s.Restart()
	d.until("it comes alive", func() bool { return d.frame.Link.Up })
	publish(t, s.Client(t), "patterns", string(event(nil, 1)), 1)
	d.until("an alert is there", func() bool { return len(d.items) == 1 })
	if d.items[0].Alert == nil {
		t.Error("a gap is told although nothing was connected before")
	}
}

// What an outage is promised to be like: see README.
const (
	knock         = 240 * time.Millisecond // 200 ms, and a fifth
	firstRetry    = 200 * time.Millisecond // 250 ms, less a fifth
	lastRetry     = 3600 * time.Millisecond
	silentPeriod  = time.Second
	silentPeriods = 3
)

func TestAServerThatIsGoneIsLookedForAsOftenAtTheEndAsAtFirst(t *testing.T) {
	s := server(t)
	s.Kill()
	d := open(t, s.URL())
	d.until("there were twelve attempts", func() bool {
		if l := d.frame.Link; time.Until(l.Retry) > knock {
			t.Fatalf("the next attempt is due in %s", time.Until(l.Retry))
		}
		return len(d.links) > 12
	})
}

func TestAttemptsThatAreRefusedBecomeRarerUpToALimit(t *testing.T) {
	s := server(t, "--requirepass", "secret")
	d := open(t, "redis://:geheim@"+s.Addr())
	var waits []time.Duration
	d.until("there were five attempts", func() bool {
		l := d.links[len(d.links)-1]
		if n := len(d.links); !l.Retry.IsZero() && (n == 1 || d.links[n-2].Retry.Before(l.Retry)) {
			waits = append(waits, l.Retry.Sub(d.frame.Taken))
		}
		return len(d.links) >= 6
	})
	if last := waits[len(waits)-1]; last > lastRetry {
		t.Errorf("the waits are %s", waits)
	}
	for i := 2; i < len(d.links); i++ {
		if between := d.links[i].Retry.Sub(d.links[i-1].Retry); between < firstRetry || between > 2*lastRetry {
			t.Errorf("attempt %d comes %s after the one before", i, between)
		}
	}
}

func TestAKilledServerLeavesAGap(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	publish(t, s.Client(t), "patterns", string(event(nil, 1)), 1)
	d.until("an alert is there", func() bool { return len(d.items) == 1 })
	last := d.items[0].Alert.Arrived
	s.Kill()
	killed := time.Now()
	d.until("the link is down", func() bool { return !d.frame.Link.Up })
	if l := d.frame.Link; l.Interruptions != 1 || l.Since.Before(last) || l.Since.After(killed) || l.Problem == "" || l.Retry.Before(killed) {
		t.Errorf("killed at %s: %+v", killed, l)
	}
	d.until("it is tried again", func() bool { return strings.Contains(d.frame.Link.Problem, "no Redis at") })
	s.Restart()
	back := time.Now()
	d.until("the link is up", func() bool { return d.frame.Link.Up })
	publish(t, s.Client(t), "patterns", string(event(nil, 2)), 1)
	d.until("the next alert is there", func() bool { return len(d.items) == 3 })
	g := d.items[1].Gap
	if g == nil || g.From.Before(last) || g.From.After(killed) || g.To.Before(back) || g.To.After(time.Now()) {
		t.Fatalf("killed at %s, back at %s: the gap is %+v", killed, back, g)
	}
	if l := d.frame.Link; l.Interruptions != 1 || l.Problem != "" || !l.Since.Equal(g.To) {
		t.Errorf("%+v", l)
	}
}

func TestAFrozenServerIsNoticedAndComesBack(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	d.until("Redis has answered", func() bool { return d.frame.Server.Ping > 0 })
	s.Freeze()
	frozen := time.Now()
	d.until("the link is down", func() bool { return !d.frame.Link.Up })
	if took := time.Since(frozen); took > 6*time.Second {
		t.Errorf("noticed after %s", took)
	} else {
		t.Logf("noticed after %s", took)
	}
	if l := d.frame.Link; !strings.Contains(l.Problem, "does not answer") || l.Since.After(frozen.Add(50*time.Millisecond)) || time.Until(l.Retry) > lastRetry {
		t.Errorf("%+v", l)
	}
	if model.Known(d.frame.Server.Clients) || d.frame.Server.Ping != 0 {
		t.Errorf("the figures of a dead server are shown: %+v", d.frame.Server)
	}
	s.Thaw()
	d.until("the link is up", func() bool { return d.frame.Link.Up })
	publish(t, s.Client(t), "patterns", string(event(nil, 1)), 1)
	d.until("gap and alert are there", func() bool { return len(d.items) == 2 })
	if g := d.items[0].Gap; g == nil || g.From.After(frozen.Add(50*time.Millisecond)) {
		t.Errorf("frozen at %s: the gap is %+v", frozen, g)
	}
}

func TestASilentChannelIsNoDeadOne(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	since := d.frame.Link.Since
	d.until("it was silent for longer than three periods", func() bool {
		return time.Since(since) > (silentPeriods+3)*silentPeriod
	})
	if l := d.frame.Link; !l.Up || l.Interruptions != 0 || !l.Since.Equal(since) {
		t.Errorf("%+v", l)
	}
}

// Each of these ends while something waits for a server that does not answer;
// that ending takes less than a second is checked by the harness.
func TestEndingDoesNotWaitForAFrozenServer(t *testing.T) {
	t.Run("while connected", func(t *testing.T) {
		s := server(t)
		d := connected(t, s.URL())
		s.Freeze()
		d.close()
	})
	t.Run("while connecting", func(t *testing.T) {
		s := server(t)
		s.Freeze()
		start := time.Now()
		d := open(t, s.URL())
		d.until("an answer is awaited", func() bool { return time.Since(start) > time.Second })
		d.close()
	})
	t.Run("after it was noticed", func(t *testing.T) {
		s := server(t)
		d := connected(t, s.URL())
		s.Freeze()
		d.until("the link is down", func() bool { return !d.frame.Link.Up })
		d.close()
	})
}
