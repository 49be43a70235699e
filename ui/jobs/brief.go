package jobs

import (
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// silentCounter counts the jobs that nothing was heard of for a while. It looks at
// those that run, which are listed first, when the second or the phase of a job
// has changed.
type silentCounter struct {
	second int64
	counts model.PhaseCounts // when it counted
	silent model.PhaseCounts
}

func (s *silentCounter) count(env *pane.Env) *model.PhaseCounts {
	jobs, second := &env.State.Jobs, env.Now.Unix()
	if s.second == second && s.counts == jobs.Counts {
		return &s.silent
	}
	s.second, s.counts, s.silent = second, jobs.Counts, model.PhaseCounts{}
	for i := range jobs.Counts[model.PhaseRunning] + jobs.Counts[model.PhaseCancelling] {
		if j := jobs.At(i); j != nil && j.Silent(env.Now) > 0 {
			s.silent[j.Phase]++
		}
	}
	return &s.silent
}

// counted are the phases in the order in which a title names them.
var counted = [...]struct {
	phase model.Phase
	word  string
}{
	{model.PhaseRunning, "running"},
	{model.PhaseCancelling, "cancelling"},
	{model.PhaseQueued, "waiting"},
	{model.PhaseUnknown, "unknown"},
	{model.PhaseCompleted, "done"},
	{model.PhaseFailed, "failed"},
	{model.PhaseCancelled, "cancelled"},
	{model.PhaseLost, "lost"},
}

// counts says how many jobs are in which phase, each once, and beside the phase
// how many of them are silent: of those that are not finished, and of the others.
// Where not all jobs are wanted, it is of those that are.
func (p *Pane) counts() (open, ended []string) {
	counts, silent := &p.env.State.Jobs.Counts, p.silence.count(p.env)
	if p.filter.narrowed() {
		counts, silent = &p.list.shown, &model.PhaseCounts{}
	}
	for _, c := range counted {
		if n := counts[c.phase]; n > 0 {
			part := draw.Count(uint64(n)) + " " + c.word
			if n := silent[c.phase]; n > 0 {
				part += ", " + draw.Count(uint64(n)) + " silent"
			}
			if c.phase.Terminal() {
				ended = append(ended, part)
			} else {
				open = append(open, part)
			}
		}
	}
	return open, ended
}

// facts are what there is to say of the jobs, the most important first: of those
// that are not finished, and of the others.
func (p *Pane) facts() (open, ended []string) {
	if !p.env.State.Link.Up {
		return []string{"not connected"}, nil
	}
	open, ended = p.counts()
	if p.env.State.Trouble != "" {
		open = append([]string{"! see u"}, open...)
	}
	switch {
	case len(open)+len(ended) > 0:
	case p.filter.narrowed() && p.list.held > 0:
		open = []string{"none of " + draw.Count(uint64(p.list.held))}
	default:
		open = []string{"none yet"}
	}
	return open, ended
}

// titleWidth is the room in a title that is not for facts: the name, what marks
// the focus, and the lines and blanks beside it.
const titleWidth = 12

// wideTitle is the width from which a title has room for whole sentences.
const wideTitle = 60

// scopedTitle is the width from which a title has room to say that it is of all.
const scopedTitle = 40

// titleCache is everything that a title depends on, and what it says.
type titleCache struct {
	counts, silent, shown model.PhaseCounts
	link                  bool
	trouble               string
	width, notHeld, held  int
	filter                uint64
	mine                  bool
	order                 order
	head                  pane.Head
}

// title says as many of the facts as have room.
func (p *Pane) title() pane.Head {
	s := p.env.State
	t := titleCache{
		s.Jobs.Counts, *p.silence.count(p.env), p.list.shown, s.Link.Up, s.Trouble, p.size.W, s.Jobs.NotHeld(), p.list.held,
		p.filter.Rev(), p.filter.mine, p.order, p.titled.head,
	}
	if t != p.titled {
		t.head = p.drawTitle()
		p.titled = t
	}
	return t.head
}

func (p *Pane) drawTitle() pane.Head {
	h := pane.Head{Scope: p.scope()}
	room := p.size.W - titleWidth
	if h.Scope != "" {
		room -= draw.Width(h.Scope) + 2
	}
	open, ended := p.facts()
	for _, fact := range append(open, ended...) {
		if h.Note != "" {
			fact = separator + fact
		}
		if room -= draw.Width(fact); room < 0 {
			break
		}
		h.Note += fact
	}
	return h
}

// scope says whose jobs are shown, which part of all is kept, and what else they were
// chosen and sorted by.
func (p *Pane) scope() string {
	whose := ""
	switch {
	case p.filter.mine:
		whose = "mine"
	case p.held() == "" && p.size.W >= scopedTitle:
		whose = "all"
	}
	parts := []string{whose, p.held()}
	if p.filter.Query() != nil {
		parts = append(parts, "filter")
	}
	parts = append(parts, p.order.String())
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}

// held says which part of all the jobs is kept; "" as long as all are.
func (p *Pane) held() string {
	jobs := &p.env.State.Jobs
	more := jobs.NotHeld()
	if more == 0 {
		return ""
	}
	words := " newest of "
	if p.size.W < wideTitle {
		words = " of "
	}
	return draw.Count(uint64(jobs.Held())) + words + draw.Count(uint64(jobs.Held()+more))
}

// briefKey is everything that the line in short depends on.
type briefKey struct {
	rev     uint64
	width   int
	second  int64
	link    bool
	trouble string
}

// Brief counts the jobs that are not finished, says of the first that run how they
// stand, and then counts the others.
func (p *Pane) Brief() string {
	s := p.env.State
	k := briefKey{s.Jobs.Rev, p.size.W, p.second(), s.Link.Up, s.Trouble}
	return p.brief.Lines(k, func(dst []string) []string {
		open, ended := p.facts()
		parts := slices.Concat([]string{strings.Join(open, separator)}, p.first(), []string{p.held(), strings.Join(ended, separator)})
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		return append(dst, strings.Join(parts, "   "))
	})[0]
}

// mostFirst is how many jobs a line in short tells of.
const mostFirst = 4

// first are the first jobs and sweeps that run, the silent ones before the others.
func (p *Pane) first() (silent []string) {
	jobs := &p.env.State.Jobs
	if !p.env.State.Link.Up {
		return nil
	}
	var others []string
	for i := range min(mostFirst, p.count()) {
		e := p.at(i)
		text, quiet := "", time.Duration(0)
		if j := p.job(&e); j != nil && !e.part() {
			text, quiet = p.inShort(j), j.Silent(p.env.Now)
			if text != "" {
				text = jobs.ShortID(j.ID, cardID) + text
			}
		} else if e.sweep {
			if s := p.summary(e.group); s.Phase() == model.PhaseRunning {
				name, _ := draw.Truncate(s.ID, cardID)
				text, quiet = name+" "+overOf(s), sweepSilent(s, p.env.Now)
			}
		}
		switch {
		case text == "":
		case quiet > 0:
			silent = append(silent, text+" no news "+length(quiet))
		default:
			others = append(others, text)
		}
	}
	return append(silent, others...)
}

// inShort is how a job stands that runs; "" for another, and where nobody knows.
func (p *Pane) inShort(j *model.Job) string {
	if j.Phase != model.PhaseRunning {
		return ""
	}
	text := ""
	if model.Known(j.Progress) {
		text = " " + percent(j.Progress)
	}
	if left := remaining(j, p.env.Now); left != draw.Dash {
		return text + " " + left
	}
	if j.Silent(p.env.Now) > 0 && text == "" {
		return " "
	}
	if j.Silent(p.env.Now) == 0 {
		return ""
	}
	return text
}
