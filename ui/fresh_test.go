package ui

import (
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/uitest"
)

// A picture is kept under a key of what it depends on. Each case changes one
// thing that shows, in the same second as the frame before, and the screen must
// follow.
func TestWhatIsDrawnIsNeverOlderThanTheState(t *testing.T) {
	for name, c := range changes() {
		t.Run(name, func(t *testing.T) {
			d := newDeck(t, 210, 60)
			first := busy()
			if c.first != nil {
				c.first(&first)
			}
			d.frame(first)
			d.press(c.keys...)
			before := d.screen()
			if d.screen() != before {
				t.Fatal("drawing twice makes a difference")
			}
			next := busy()
			if c.first != nil {
				c.first(&next)
			}
			next.Items, next.Jobs, next.Health, next.Rejects, next.Evidence = nil, nil, nil, nil, nil
			next.Behind = first.Behind
			d.frame(next)
			if d.screen() != before {
				t.Fatalf("a frame without news makes a difference:\n%s", d.text())
			}
			c.change(&first, &next)
			d.frame(next)
			if d.screen() == before {
				t.Fatalf("the screen is as it was:\n%s", d.text())
			}
		})
	}
}

type change struct {
	keys   []string
	first  func(*uitest.News)
	change func(before, next *uitest.News)
}

func changes() map[string]change {
	next := func(f func(*uitest.News)) change {
		return change{change: func(_, b *uitest.News) { f(b) }}
	}
	job := func(f func(*model.Job)) change {
		return change{change: func(before, b *uitest.News) {
			j := before.Jobs[0]
			f(&j)
			b.Jobs = []model.Job{j}
		}}
	}
	channel := func(f func(*model.ChannelStat)) change {
		return next(func(b *uitest.News) {
			trend := *b.Channels[0].ChannelTrend
			b.Channels[0].ChannelTrend = &trend
			f(&b.Channels[0])
		})
	}
	out := map[string]change{
		"an alert": next(func(b *uitest.News) { b.Items = []model.FeedItem{{Alert: alert(7)}} }),
		"a gap":    next(func(b *uitest.News) { b.Items = []model.FeedItem{{Gap: &model.Gap{From: at(3), To: noon}}} }),
		"a new job": next(func(b *uitest.News) {
			j := model.NewJob("bt_new")
			j.Phase = model.PhaseQueued
			b.Jobs = []model.Job{j}
		}),
		"a job's phase":     job(func(j *model.Job) { j.Phase = model.PhaseFailed }),
		"a job's progress":  job(func(j *model.Job) { j.Progress = 0.91 }),
		"a job's symbol":    job(func(j *model.Job) { j.Current = "GOOGL" }),
		"a job's silence":   job(func(j *model.Job) { j.Updated = at(12) }),
		"a job's beginning": job(func(j *model.Job) { j.Started = at(55) }),
		"a link lost":       next(func(b *uitest.News) { b.Link = down().Link }),
		"a problem":         next(func(b *uitest.News) { b.Trouble = "3 job records could not be read" }),
		"the ping":          next(func(b *uitest.News) { b.Server.Ping = time.Second }),
		"the clients":       next(func(b *uitest.News) { b.Server.Clients = 15 }),
		"the version":       next(func(b *uitest.News) { b.Server.Version = "8.1.0" }),
		"the memory":        next(func(b *uitest.News) { b.Server.Memory *= 2 }),
		"the hits":          next(func(b *uitest.News) { b.Server.Hits *= 2 }),
		"the delay":         next(func(b *uitest.News) { b.Behind = 900 * time.Millisecond }),
		"the clock":         next(func(b *uitest.News) { b.Taken = noon.Add(time.Second) }),
		"messages":          channel(func(c *model.ChannelStat) { c.Messages++ }),
		"a rate":            channel(func(c *model.ChannelStat) { c.Rate++ }),
		"a byte rate":       channel(func(c *model.ChannelStat) { c.ByteRate *= 2 }),
		"a throughput":      channel(func(c *model.ChannelStat) { c.Count = append([]float64{99}, c.Count[1:]...) }),
		"a last minute":     channel(func(c *model.ChannelStat) { c.Count = append(append([]float64{}, c.Count[1:]...), 900) }),
		"a latency":         channel(func(c *model.ChannelStat) { c.Delay = append([]float64{99}, c.Delay[1:]...) }),
		"a p50":             channel(func(c *model.ChannelStat) { c.P50 *= 2 }),
		"a p99":             channel(func(c *model.ChannelStat) { c.P99 *= 2 }),
		"a maximum":         channel(func(c *model.ChannelStat) { c.Max *= 2 }),
		"a skew":            channel(func(c *model.ChannelStat) { c.Skew = time.Second }),
		"a loss":            channel(func(c *model.ChannelStat) { c.Overwritten++; c.Received++ }),
		"an unread event":   channel(func(c *model.ChannelStat) { c.Pending++; c.Received++ }),
		"an undecodable":    channel(func(c *model.ChannelStat) { c.Undecodable++; c.Received++ }),
		"a repetition":      channel(func(c *model.ChannelStat) { c.Deduplicated++; c.Received++ }),
		"unbalanced books":  channel(func(c *model.ChannelStat) { c.Received++ }),
		"a refusal":         channel(func(c *model.ChannelStat) { c.Refused = "NOPERM" }),
		"another channel": next(func(b *uitest.News) {
			b.Channels = append(b.Channels, model.ChannelStat{Channel: model.Channel{Name: "more"}, ChannelTrend: someTrend(2)})
		}),
		"health": next(func(b *uitest.News) { h := someHealth()[0]; h.Status = "broken"; b.Health = []model.Health{h} }),
		"an issue": next(func(b *uitest.News) {
			h := someHealth()[0]
			h.Issues = []string{"feed B"}
			b.Health = []model.Health{h}
		}),
		"an interruption": next(func(b *uitest.News) { b.Link.Interruptions++ }),
		"an unknown time": next(func(b *uitest.News) { b.Link.Unknown += time.Second }),
		"probes":          channel(func(c *model.ChannelStat) { c.Probes++; c.Received++ }),
		"a publisher":     next(func(b *uitest.News) { h := someHealth()[0]; h.Component = "new"; b.Health = []model.Health{h} }),
		"a queue depth":   next(func(b *uitest.News) { h := someHealth()[0]; h.QueueDepth = 9; b.Health = []model.Health{h} }),
		"a ×n": {change: func(before, b *uitest.News) {
			before.Items[len(before.Items)-1].Alert.Repeat()
			b.Touched = true
		}},
		"a ×n under the detail": {keys: []string{"enter"}, change: func(before, b *uitest.News) {
			before.Items[len(before.Items)-1].Alert.Repeat()
			b.Touched = true
		}},
		"evidence":                  next(func(b *uitest.News) { b.Evidence = someEvidence(7) }),
		"evidence under the detail": {keys: []string{"enter"}, change: func(_, b *uitest.News) { b.Evidence = someEvidence(7) }},
		"other evidence": {first: func(b *uitest.News) { b.Evidence = someEvidence(7) }, change: func(_, b *uitest.News) {
			b.Evidence = someEvidence(8)
		}},
		"a glow that ends": next(func(b *uitest.News) { b.Taken = noon.Add(1900 * time.Millisecond) }),
		"a server that is there, before any alert": {
			first:  func(b *uitest.News) { b.Items, b.Link = nil, down().Link; b.Link.Problem = "" },
			change: func(_, b *uitest.News) { b.Link = busy().Link },
		},
	}
	for name, keys := range map[string][]string{"a message under the unreadable": {"u"}, "a message under the unreadable, moved": {"u", "down"}, "a message under the unreadable, unfolded": {"u", "right", "down"}} {
		out[name] = change{keys: keys, change: func(_, b *uitest.News) {
			b.Rejects = []model.Reject{{Channel: "c", Reason: "never seen", Raw: "x", Size: 1, Arrived: noon}}
		}}
	}
	for name, keys := range map[string][]string{"an alert on the board": {"b"}, "an alert in the groups": {"t"}, "an alert in the groups by pattern": {"t", "t"}} {
		out[name] = change{keys: keys, change: func(_, b *uitest.News) {
			a := alert(7)
			a.Arrived, a.Symbol = noon, "AAPL"
			b.Items = []model.FeedItem{{Alert: a}}
		}}
	}
	j := job(func(j *model.Job) { j.Progress = 0.77 })
	j.keys = []string{"2", "enter"}
	out["progress under the job's detail"] = j
	return out
}

// The panes themselves must follow too: what is not theirs on the screen may
// hide that they did not.
func TestThePaneOfAlertsSaysThatTheServerIsThere(t *testing.T) {
	d := newDeck(t, 80, 24)
	b := down()
	d.frame(b)
	d.shows("waiting for the connection")
	b.Link = busy().Link
	d.frame(b)
	d.shows("Listening.")
}

func TestTheDetailOfAnAlertCountsItsRepetitions(t *testing.T) {
	d := newDeck(t, 80, 30)
	b := busy()
	d.frame(b)
	d.press("enter")
	d.shows(", once")
	b.Items[len(b.Items)-1].Alert.Repeat()
	d.frame(uitest.News{Taken: noon, Touched: true})
	d.shows(", 2 times")
}

func TestTheRateOfAlertsFollowsTheChannels(t *testing.T) {
	d := newDeck(t, 80, 24)
	b := busy()
	d.frame(b)
	d.shows("984/min")
	trend := *b.Channels[0].ChannelTrend
	trend.Count = make([]float64, model.SeriesLen)
	b.Channels[0].ChannelTrend = &trend
	b.Items = nil
	d.frame(b)
	d.shows("0/min")
}

func TestARowGlowsUntilItsTimeIsOver(t *testing.T) {
	d := newDeck(t, 80, 24)
	b := uitest.News{Taken: noon.Add(100 * time.Millisecond), Link: busy().Link}
	for i := range 2 {
		a := alert(i)
		a.Arrived = noon.Add(time.Duration(i-1) * 1100 * time.Millisecond)
		b.Items = append(b.Items, model.FeedItem{Alert: a})
	}
	d.frame(b)
	both := d.screen()
	d.frame(uitest.News{Taken: noon.Add(950 * time.Millisecond), Link: b.Link})
	if d.screen() == both {
		t.Error("the older of two rows still glows")
	}
}

func TestATickChangesWhatDependsOnTime(t *testing.T) {
	d := fullDeck(t, 120, 40)
	d.press("E")
	b := busy()
	b.Items, b.Jobs, b.Health, b.Rejects = nil, nil, nil, nil
	b.Taken = noon.Add(10 * time.Second)
	d.frame(b)
	d.shows("12:00:10", "no news 35 s", "1:00", "10s")
}

func TestTheThemeChangesEverything(t *testing.T) {
	for name, keys := range overlays() {
		d := fullDeck(t, 210, 60)
		d.press(keys...)
		d.env.Theme = theme.New("light", false)
		light := d.screen()
		d.env.Theme = theme.New("dark", true)
		if d.screen() == light {
			t.Errorf("%s: another theme looks the same", name)
		}
		d.env.Theme = theme.New("light", false)
		if d.screen() != light {
			t.Errorf("%s: the theme does not come back", name)
		}
	}
}
