package alerts

import (
	"context"
	"fmt"
	"maps"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/query"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// exporter writes what the list shows to a file, while the screen goes on.
type exporter struct {
	p      *Pane
	to     pane.Exports // nil where there is nowhere to write
	format export.Format
	failed string // the path of a writing that failed: it is offered again
	under  *writing
}

// writing is one that is under way.
type writing struct {
	stop  context.CancelFunc
	total int
	done  atomic.Int64 // items of the feed that were looked at
}

// wroteMsg is how a writing ended.
type wroteMsg struct {
	asked string // the path that was typed
	path  string
	export.Written
	err error
}

// ExportTo lets the list be written to files.
func (p *Pane) ExportTo(to pane.Exports) { p.export.to = to }

// begin asks how and where to write; while a writing is under way, whether to stop it.
func (x *exporter) begin() tea.Cmd {
	e := x.p.env
	switch _, alerts := x.p.tape.Matching(); {
	case x.to == nil:
		return pane.Toast(pane.Warning, "there is no folder here to write to")
	case x.under != nil:
		e.Open(pane.NewConfirm(e, x.question(), x.stopped()))
		return nil
	case alerts == 0 && !x.p.tape.Behind():
		return pane.Toast(pane.Info, "nothing to write: the list has no alert")
	}
	path := x.failed
	if path == "" {
		path = x.to.Propose("tickdeck-alerts-" + e.Now.In(e.Zone).Format("20060102-150405") + x.format.Extension())
	}
	e.Open(x.dialog(path))
	return nil
}

func (x *exporter) question() pane.Question {
	return pane.Question{
		Title: "Writing to a file", Yes: "stop it",
		Text: fmt.Sprintf("The list is being written, %d%% so far. Stop? No file is left then.", x.under.percent()),
	}
}

func (x *exporter) stopped() tea.Cmd {
	stop := x.under.stop
	return func() tea.Msg {
		stop()
		return nil
	}
}

func (w *writing) percent() int { return int(100 * w.done.Load() / int64(max(1, w.total))) }

// write begins to write.
func (x *exporter) write(path string, f export.Format) tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	pic, to := x.p.picture(), x.to
	w := &writing{stop: stop, total: pic.Feed.Len()}
	x.format, x.under = f, w
	return func() tea.Msg {
		defer stop()
		at, written, err := to.Write(ctx, path, f, &pic, func(done int) { w.done.Store(int64(done)) })
		return pane.Reply{To: ID, Msg: wroteMsg{path, at, written, err}}
	}
}

// wrote says how it ended.
func (x *exporter) wrote(m wroteMsg) tea.Cmd {
	x.under, x.failed = nil, ""
	if m.err != nil {
		x.failed = m.asked
		return pane.Toast(pane.Failure, "nothing was written: "+m.err.Error())
	}
	text := several(m.Alerts, "alert") + " written to " + m.path
	if m.Gone > 0 {
		return pane.Toast(pane.Warning, text+fmt.Sprintf(", without %s that the history let go of meanwhile", draw.Count(uint64(m.Gone))))
	}
	return pane.Toast(pane.Success, text)
}

// note says how far a writing is; "" if there is none.
func (x *exporter) note() string {
	if x.under == nil {
		return ""
	}
	return fmt.Sprintf("writing %d%%", x.under.percent()) + theme.Separator
}

// percent is how far a writing is, for the key of the picture.
func (x *exporter) percent() int {
	if x.under == nil {
		return -1
	}
	return x.under.percent()
}

// picture is what the list shows now, for who reads it while the screen goes on: what
// the query asks of the person's notes and of candles is as of now, and its own.
func (p *Pane) picture() export.Picture {
	e := p.env
	pic := export.Picture{Feed: e.State.Feed, Zone: e.Zone}
	for _, c := range e.State.Channels {
		pic.Channels = append(pic.Channels, c.Name)
	}
	q := p.filter.Query()
	muted, watch := e.Prefs.Frozen()
	if q == nil {
		pic.Match = func(a *model.Alert) bool { return !muted(a) }
		return pic
	}
	around := p.filter.around
	around.Muted, around.Watch = muted, watch
	around.Marked, around.Acked = noted(q, "marked", p.notes.marked), noted(q, "acked", p.notes.acked)
	around.Mixed = mixedIn(pic.Feed)
	hides := !q.Uses("muted") // who asks for what is muted has it written
	pic.Match = func(a *model.Alert) bool {
		return q.Match(query.Event{Alert: a, Around: &around}) && !(hides && muted(a))
	}
	return pic
}

// noted asks a copy of what was noted; nil where the query does not ask.
func noted(q *query.Query[query.Event], field string, of map[uint64]struct{}) func(*model.Alert) bool {
	if !q.Uses(field) {
		return nil
	}
	of = maps.Clone(of)
	return func(a *model.Alert) bool {
		_, yes := of[a.Key()]
		return yes
	}
}

// mixedIn reports whether alerts of the same candle contradict each other, as
// tape.Mixed does for what a list has. The first question looks at the whole feed.
func mixedIn(feed model.History) func(*model.Alert) bool {
	var said map[model.Candle]uint8 // a bit for each direction
	return func(a *model.Alert) bool {
		bar, ok := a.Candle()
		if !ok {
			return false
		}
		if said == nil {
			said = directionsIn(&feed)
		}
		const both = 1<<model.DirBull | 1<<model.DirBear
		return said[bar]&both == both
	}
}

func directionsIn(feed *model.History) map[model.Candle]uint8 {
	said := map[model.Candle]uint8{}
	for seq := feed.First(); seq < feed.Next(); seq++ {
		if e, _ := feed.At(seq); e.Alert != nil {
			if bar, ok := e.Alert.Candle(); ok {
				said[bar] |= 1 << e.Alert.Direction
			}
		}
	}
	return said
}
