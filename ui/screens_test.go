package ui

import (
	"fmt"
	"runtime"
	"strconv"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/feeds/hub"
	"tickdeck/model"
)

// full is a hub that has held alerts and jobs for long.
func full(alerts, jobs int) *hub.Hub {
	channels := []model.Channel{
		{Name: "tickstock.events.patterns", Kind: model.KindPatterns},
		{Name: "tickstock.events.backtesting.progress", Kind: model.KindProgress},
		{Name: "tickstock.events.backtesting.results", Kind: model.KindResults},
		{Name: "tickstock.events.system.health", Kind: model.KindHealth},
	}
	h := hub.New(channels, 100_000, time.Now)
	h.SetAddress("localhost:6379/0", false)
	h.Up(time.Now())
	for i := range alerts {
		bringAlert(h, i)
	}
	for i := range jobs {
		bringProgress(h, "bt_"+strconv.Itoa(i), model.Phase(1+i%6), float64(i%100)/100)
	}
	return h
}

func bringAlert(h *hub.Hub, i int) {
	now := time.Now()
	m := hub.Message{Channel: 0, Name: "patterns", Payload: "{}", Arrived: now}
	a := &model.Alert{
		Symbol: "S" + strconv.Itoa(i%500), Pattern: "Doji", Timeframe: "1min", Direction: model.Direction(1 + i%3),
		EventTime: now.Add(-time.Duration(i%1000) * time.Microsecond), Arrived: now, Confidence: 0.8, Price: float64(i), Volume: 1,
	}
	a.SetRaw(fmt.Sprintf(`{"pattern":"Doji","symbol":%q,"price":%d}`, a.Symbol, i))
	m.Alert(a)
	h.Take(&m)
}

func bringProgress(h *hub.Hub, id string, phase model.Phase, progress float64) {
	now := time.Now()
	m := hub.Message{Channel: 1, Name: "progress", Payload: "{}", Arrived: now}
	j := model.NewJob(id)
	j.Phase, j.Progress, j.Updated, j.Started = phase, progress, now, now.Add(-time.Minute)
	j.Symbols = []string{"AAPL", "MSFT"}
	m.Job(j)
	h.Take(&m)
}

// screenOn is a screen of its own, drawn once.
func screenOn(h *hub.Hub) *App {
	a := New(Options{Frames: h.NewReader(0), Jobs: &fakeJobs{}, User: "user", Zone: time.UTC, Theme: "dark"})
	a.Update(tea.WindowSizeMsg{Width: 136, Height: 40})
	look(a)
	return a
}

func look(a *App) {
	f, err := a.opt.Frames.Next(a.opt.Context)
	a.Update(frameMsg{f, err})
	a.View()
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A process is to serve many people at once: what is everyone's is held once.
func TestAFurtherScreenHoldsLittle(t *testing.T) {
	h := full(100_000, 10_000)
	screens := []*App{screenOn(h)}
	before := inUse()
	for range 100 {
		screens = append(screens, screenOn(h))
	}
	each := float64(inUse()-before) / 100 / (1 << 20)
	t.Logf("%.3f MiB a screen", each)
	if each > 0.48 {
		t.Errorf("a further screen holds %.3f MiB", each)
	}
	runtime.KeepAlive(screens)
}

// BenchmarkScreenFrame is a frame of one screen from the hub to the text, with
// one alert and one job's progress since the last: it depends on what has changed,
// not on what is held.
func BenchmarkScreenFrame(b *testing.B) {
	for _, held := range []struct{ alerts, jobs int }{{100, 10}, {10_000, 1_000}, {100_000, 10_000}} {
		b.Run(fmt.Sprintf("alerts=%d/jobs=%d", held.alerts, held.jobs), func(b *testing.B) {
			h := full(held.alerts, held.jobs)
			a := screenOn(h)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				bringAlert(h, held.alerts+i)
				bringProgress(h, "bt_1", model.PhaseRunning, float64(i%100)/100)
				look(a)
			}
		})
	}
}
