package form

import (
	"encoding/json"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/pane"
)

// kept is what outlives the program: what was typed, and what could not be sent.
type kept struct {
	At     time.Time   `json:"at"` // when it was typed
	Fields content     `json:"fields,omitempty"`
	From   string      `json:"from,omitempty"`
	Was    content     `json:"was,omitempty"`
	Unsent *keptUnsent `json:"unsent,omitempty"`
}

// keptUnsent are the drafts of a try that nobody has confirmed: the very same are sent
// again, so that no second job comes of it.
type keptUnsent struct {
	At    time.Time     `json:"at"`
	Sweep string        `json:"sweep,omitempty"`
	Jobs  []model.Draft `json:"jobs"`
}

// unsent is such a try.
type unsent struct {
	batch batch
	at    time.Time
	told  bool // that it could be sent now
	asked bool // whether to send it, since the form was opened
}

// The most that is kept, in bytes: what is typed is far less, and drafts beyond that
// are kept as long as the program runs.
const (
	mostKept   = 512 << 10
	mostUnsent = 256 << 10
)

// keep hands what is typed to who keeps it, when it has changed.
func (f *Form) keep() {
	if f.drafts == nil || f.restoring {
		return
	}
	k := kept{Fields: f.content()}
	if f.origin.from != "" {
		k.From, k.Was = f.origin.from, f.origin.was
	}
	if u := f.unsent; u != nil && u.batch.whole && size(u.batch.drafts) <= mostUnsent {
		k.Unsent = &keptUnsent{At: u.at.UTC(), Sweep: u.batch.id, Jobs: u.batch.drafts}
	}
	if len(k.Fields) == 0 && k.Unsent == nil {
		f.hand("", "")
		return
	}
	same, _ := json.Marshal(k) // texts and times can be written
	k.At = f.env.Now.UTC()
	text, _ := json.Marshal(k)
	f.hand(string(same), string(text))
}

// hand hands over a text, unless what it says is what it said before.
func (f *Form) hand(says, text string) {
	if says != f.handed {
		f.handed = says
		f.drafts.Keep(text)
	}
}

func size(drafts []model.Draft) (n int) {
	for _, d := range drafts {
		n += len(d.JSON) + len(d.JobID)
	}
	return n
}

// restore takes up what was typed before, in a form that nothing was typed into.
func (f *Form) restore() {
	if f.drafts == nil || f.restored || len(f.content()) > 0 {
		return
	}
	text := f.drafts.Kept()
	var k kept
	if text == "" || len(text) > mostKept || json.Unmarshal([]byte(text), &k) != nil {
		return
	}
	f.restored, f.restoring = true, true
	defer func() { f.restoring = false }()
	f.typedAt = k.At
	f.origin = origin{model.CleanLine(k.From), k.Was}
	f.put(k.Fields)
	if u := k.Unsent; u != nil && len(u.Jobs) > 0 {
		f.unsent = &unsent{batch: batch{id: u.Sweep, drafts: u.Jobs, whole: true}, at: u.At}
	}
}

// hereAgain says when it was typed what the form begins with; "" once something is
// changed.
func (f *Form) hereAgain() string {
	if f.typedAt.IsZero() {
		return ""
	}
	return "what was typed " + f.when(f.typedAt) + " is here again"
}

// when tells a moment: at 10:31, or with its day.
func (f *Form) when(at time.Time) string {
	zone := f.env.Zone
	if zone == nil {
		zone = time.UTC
	}
	at, now := at.In(zone), f.env.Now.In(zone)
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return "at " + at.Format("15:04")
	}
	return "on " + at.Format("2 Jan at 15:04")
}

// askUnsent asks whether to send what could not be sent, once after each opening and
// only when there is a connection.
func (f *Form) askUnsent() {
	u := f.unsent
	if u == nil || u.asked || f.submission.sending || !f.env.State.Link.Up || f.current() {
		return
	}
	u.asked = true
	first := u.batch.first()
	f.env.Open(pane.NewConfirm(f.env, pane.Question{
		Title: "Not submitted yet", Yes: "submit it now",
		Text: fmt.Sprintf("Nobody has confirmed %s, which was to be sent %s. Send it now? It cannot become a second job.", f.called(&u.batch), f.when(u.at)),
	}, func() tea.Msg { return pane.Reply{To: ID, Msg: unsentMsg{first}} }))
}

// unsentMsg is the answer yes.
type unsentMsg struct{ first model.Draft }

func (f *Form) onUnsent(msg unsentMsg) tea.Cmd {
	if f.unsent == nil || f.submission.sending || f.unsent.batch.first() != msg.first {
		return nil
	}
	return f.sendBatch(f.unsent.batch)
}

// offerUnsent tells that the connection is back, once each time.
func (f *Form) offerUnsent() tea.Cmd {
	u := f.unsent
	switch {
	case u == nil || f.submission.sending:
		return nil
	case !f.env.State.Link.Up:
		u.told, u.asked = false, false
		return nil
	case u.told:
		return nil
	}
	u.told = true
	if f.env.State.Link.Since.Before(u.at) { // it was not the connection
		return nil
	}
	key := f.env.Keys.Binding("app.backtest").Shown
	if f.current() {
		key = f.env.Keys.Binding("form.submit").Shown + " in the form"
	}
	is := " is"
	if u.batch.jobs() > 1 {
		is = " are"
	}
	return pane.Toast(pane.Info, "Redis is back: "+f.called(&u.batch)+is+" still to be sent, "+key+" offers it")
}
