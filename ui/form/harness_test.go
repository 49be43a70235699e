package form

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// fakeJobs drafts and takes requests as the real one does, in memory.
type fakeJobs struct {
	pane.Jobs
	drafts    int
	sent      []model.Draft
	listeners int64
	err       error // of the next submissions
	draftErr  error
	sweeps    int
	all       [][]model.Draft // sweeps that were sent
	records   map[string]model.Record
	recordErr error
}

func (j *fakeJobs) NewSweep() string {
	j.sweeps++
	return fmt.Sprintf("sweep_%d", j.sweeps)
}

func (j *fakeJobs) SubmitAll(ctx context.Context, all []model.Draft) (model.Receipt, error) {
	if _, ok := ctx.Deadline(); !ok {
		return model.Receipt{}, fmt.Errorf("no deadline")
	}
	j.all = append(j.all, all)
	return model.Receipt{JobID: all[len(all)-1].JobID, Listeners: j.listeners}, j.err
}

func (j *fakeJobs) Record(_ context.Context, id string) (model.Record, error) {
	return j.records[id], j.recordErr
}

// fakeDrafts keeps a text in memory.
type fakeDrafts struct {
	text  string
	times int
}

func (d *fakeDrafts) Keep(text string) { d.text, d.times = text, d.times+1 }
func (d *fakeDrafts) Kept() string     { return d.text }

// fakeTexts are files by their paths.
type fakeTexts map[string]string

func (f fakeTexts) ReadText(_ context.Context, path string, most int) (string, error) {
	text, ok := f[path]
	if !ok {
		return "", fmt.Errorf("there is no file %s", path)
	}
	return text[:min(len(text), most)], nil
}

func (j *fakeJobs) Draft(r model.Request) (model.Draft, error) {
	if j.draftErr != nil {
		return model.Draft{}, j.draftErr
	}
	j.drafts++
	d := model.Draft{JobID: fmt.Sprintf("bt_%04d-8a1e-4c55", j.drafts)}
	b, err := json.Marshal(map[string]any{
		"job_id": d.JobID, "symbols": r.Symbols, "patterns": r.Patterns,
		"timeframe": r.Timeframe, "sweep": r.Sweep.ID,
		"start_date": r.Start.Format(time.DateOnly), "end_date": r.End.Format(time.DateOnly),
		"parameters": written(r.Parameters),
	})
	d.JSON = string(b)
	return d, err
}

// written is a map: encoding/json sorts its names.
func written(v params.Values) map[string]any {
	out := map[string]any{}
	for name, value := range v.Written() {
		out[name] = value.Any()
	}
	return out
}

func (j *fakeJobs) Submit(ctx context.Context, d model.Draft) (model.Receipt, error) {
	if _, ok := ctx.Deadline(); !ok {
		return model.Receipt{}, fmt.Errorf("no deadline")
	}
	j.sent = append(j.sent, d)
	return model.Receipt{JobID: d.JobID, Listeners: j.listeners}, j.err
}

func (*fakeJobs) Cancel(context.Context, string) (int64, error) { return 0, nil }

func (*fakeJobs) CancelAll(context.Context, []string) model.Cancels { return model.Cancels{} }

// rig is the part of a screen that a form lives in.
type rig struct {
	t       *testing.T
	env     *pane.Env
	jobs    *fakeJobs
	form    *Form
	drafts  *fakeDrafts
	texts   fakeTexts
	toasts  []pane.ToastMsg
	follows []pane.FollowJobMsg
	pending []tea.Cmd // not run yet: what is under way
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, jobs: &fakeJobs{listeners: 3, records: map[string]model.Record{}}, drafts: &fakeDrafts{}, texts: fakeTexts{}}
	r.env = uitest.Env(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	for _, s := range []string{"A", "AAPL", "AMD", "AMZN", "MSFT", "NVDA", "\x1b[2J"} {
		r.env.State.Symbols = r.env.State.Symbols.With(s)
	}
	for _, s := range []string{"Doji", "Inverted Hammer", "Spinning Top"} {
		r.env.State.Patterns = r.env.State.Patterns.With(s)
	}
	r.env.State.Link.Up = true
	r.form = New(r.env, r.jobs, r.drafts, r.texts)
	r.form.Resize(80, 22)
	r.form.Open()
	return r
}

// restart is the program begun again: what is kept is kept.
func (r *rig) restart() {
	for r.env.Top() != nil {
		r.env.Close()
	}
	r.form = New(r.env, r.jobs, r.drafts, r.texts)
	r.form.Resize(80, 22)
	r.form.Open()
}

// do runs a command and everything that follows from it.
func (r *rig) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			r.do(c)
		}
	case pane.ToastMsg:
		r.toasts = append(r.toasts, msg)
	case pane.FollowJobMsg:
		r.follows = append(r.follows, msg)
	case pane.Reply:
		if msg.To != ID {
			r.t.Errorf("the answer goes to %q", msg.To)
		}
		was := r.form.submission.attempt
		if cmd := r.form.Update(msg.Msg); r.form.submission.attempt != was {
			r.pending = append(r.pending, cmd)
		} else {
			r.do(cmd)
		}
	default:
		if all := reflect.ValueOf(msg); all.Kind() == reflect.Slice { // tea.Sequence
			for i := range all.Len() {
				if c, ok := reflect.TypeAssert[tea.Cmd](all.Index(i)); ok {
					r.do(c)
				}
			}
			return
		}
		if msg != nil {
			r.t.Errorf("nobody takes %T", msg)
		}
	}
}

// settle lets what is under way arrive.
func (r *rig) settle() {
	for len(r.pending) > 0 {
		cmd := r.pending[0]
		r.pending = r.pending[1:]
		r.do(cmd)
	}
}

// keys that are not a character.
var keysByName = map[string]tea.KeyPressMsg{
	"tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "enter": {Code: tea.KeyEnter},
	"esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft},
	"right": {Code: tea.KeyRight}, "space": {Code: tea.KeySpace, Text: " "}, "backspace": {Code: tea.KeyBackspace},
	"home": {Code: tea.KeyHome}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"shift+up": {Code: tea.KeyUp, Mod: tea.ModShift}, "shift+down": {Code: tea.KeyDown, Mod: tea.ModShift},
	"ctrl+s": {Code: 's', Mod: tea.ModCtrl}, "ctrl+p": {Code: 'p', Mod: tea.ModCtrl}, "ctrl+a": {Code: 'a', Mod: tea.ModCtrl},
	"ctrl+t": {Code: 't', Mod: tea.ModCtrl}, "ctrl+o": {Code: 'o', Mod: tea.ModCtrl}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl},
	"ctrl+n": {Code: 'n', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+v": {Code: 'v', Mod: tea.ModCtrl},
	"alt+d": {Code: 'd', Mod: tea.ModAlt},
}

// press presses named keys one after the other, and types anything else. What
// a submission sends stays under way until settle.
func (r *rig) press(keys ...string) {
	r.t.Helper()
	for _, k := range keys {
		if msg, ok := keysByName[k]; ok {
			r.key(msg)
			continue
		}
		for _, c := range k {
			msg := tea.KeyPressMsg{Code: c, Text: string(c)}
			if c == ' ' {
				msg.Code = tea.KeySpace
			}
			r.key(msg)
		}
	}
}

func (r *rig) key(msg tea.KeyPressMsg) {
	r.t.Helper()
	if msg.String() == "" {
		r.t.Fatalf("no such key: %+v", msg)
	}
	was := r.form.submission.attempt
	top := pane.Component(r.form)
	if over := r.env.Top(); over != nil {
		top = over
	}
	cmd, taken := keymap.Press(top.Actions(), msg)
	if !taken {
		cmd = top.Update(msg)
	}
	if r.form.submission.attempt != was {
		r.pending = append(r.pending, cmd)
		return
	}
	r.do(cmd)
	r.ask()
}

// ask is what the screen does after every key and every frame.
func (r *rig) ask() { r.do(r.form.Ask()) }

func (r *rig) paste(text string) { r.do(r.form.Update(tea.PasteMsg{Content: text})) }

// reopen does what the key n of the screen does.
func (r *rig) reopen() { r.form.Open() }

// fill makes the form complete, and leaves the focus on the button.
func (r *rig) fill() {
	r.press("aapl, msft", "tab", "tab", "tab", "down", "space")
	r.goTo("Submit")
}

// goTo presses tab until the field of that title has the focus.
func (r *rig) goTo(title string) {
	r.t.Helper()
	for range r.form.fields {
		if r.form.here().title == title {
			return
		}
		r.press("tab")
	}
	r.t.Fatalf("there is no field %s to go to", title)
}

// on wants the focus on the field of that title.
func (r *rig) on(title string) {
	r.t.Helper()
	if got := r.form.here().title; got != title {
		r.t.Fatalf("the focus is on %s, not on %s:\n%s", got, title, r.screen())
	}
}

// line is the line of the screen on which a field stands.
func (r *rig) line(title string) string {
	r.t.Helper()
	for line := range strings.Lines(r.screen()) {
		if strings.HasPrefix(strings.TrimLeft(line, " ≠▸✗"), title+" ") {
			return line
		}
	}
	r.t.Fatalf("no line for %s:\n%s", title, r.screen())
	return ""
}

// text is what is typed into the field of that title.
func (r *rig) text(title string) string {
	r.t.Helper()
	for i := range r.form.fields {
		if r.form.fields[i].title == title {
			return r.form.fields[i].text()
		}
	}
	r.t.Fatalf("no field %s", title)
	return ""
}

// screen is what is seen, without colours.
func (r *rig) screen() string {
	lines := slices.Clone(r.form.Lines(true))
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (r *rig) sees(want string) {
	r.t.Helper()
	if got := r.screen(); !strings.Contains(got, want) {
		r.t.Errorf("%q is not on the screen:\n%s", want, got)
	}
}

func (r *rig) misses(unwanted string) {
	r.t.Helper()
	if got := r.screen(); strings.Contains(got, unwanted) {
		r.t.Errorf("%q is on the screen:\n%s", unwanted, got)
	}
}
