package rules

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/model"
)

// desk is twenty rules as a person has them.
func desk() (out []Rule) {
	whens := []string{"symbol:NVDA,AMD conf>=0.8 dir:bull", "conf>=0.95", "pattern:evening* tf:5min", "dir:bear price>500", "engulf"}
	for i := range 20 {
		out = append(out, Rule{Name: fmt.Sprint("r", i), When: whens[i%len(whens)], Pin: true, Notify: i%2 == 0, CoolDown: "5m"})
	}
	return out
}

func feed() (out []*model.Alert) {
	for i := range 4096 {
		at := noon.Add(time.Duration(i) * time.Second / 100)
		a := alert(fmt.Sprint("SYM", i%40), model.StandardPatterns()[i%len(model.StandardPatterns())], float64(i%100)/100, at)
		a.Direction, a.Price = model.Direction(1+i%3), float64(i%600)
		out = append(out, a)
	}
	return out
}

// BenchmarkTake is what twenty rules cost with each alert that comes.
func BenchmarkTake(b *testing.B) {
	e, alerts := New(around()), feed()
	e.Set(desk(), noon)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		a := alerts[i%len(alerts)]
		e.Take(a, a.Arrived)
		i++
	}
}

// BenchmarkStyle is what they cost with each alert that is listed.
func BenchmarkStyle(b *testing.B) {
	e, alerts := New(around()), feed()
	e.Set(desk(), noon)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		e.Style(alerts[i%len(alerts)])
		i++
	}
}

// BenchmarkMuted asks for an alert that is not muted, with fifty mutes.
func BenchmarkMuted(b *testing.B) {
	m, alerts := NewMutes(), feed()
	var list []Mute
	for i := range 50 {
		if i%10 == 0 {
			list = append(list, Mute{Pattern: fmt.Sprint("Pattern ", i)})
			continue
		}
		list = append(list, Mute{Symbol: fmt.Sprint("M", i)})
	}
	m.Set(list)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		m.Muter().Muted(alerts[i%len(alerts)], noon)
		i++
	}
}
