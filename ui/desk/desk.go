package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/model/query"
	"tickdeck/model/rules"
	"tickdeck/ui/notify"
)

// Store keeps what a person has changed. It may take its time, and be called from any
// goroutine.
type Store interface {
	// Save keeps preferences. shared says that somebody else has changed them too.
	Save(prefs.Prefs) (shared bool, err error)
	// SaveOlder keeps preferences that are not in force any more, beside the others.
	SaveOlder(prefs.Prefs) error
}

// Caller carries out what rules do outside of the deck.
type Caller interface {
	// Call does not wait. The error says what is not done.
	Call(rules.Fire) error
	// Outcome waits for the next that is over.
	Outcome(context.Context) (rules.Outcome, error)
}

// Options are what a desk is made with. Everything may be left out.
type Options struct {
	Configured prefs.Prefs    // by config.toml: never changed
	Changed    prefs.Prefs    // by the person, on a screen
	Problems   []*rules.Error // that both were read with
	Zone       *time.Location
	Open       func(time.Time) bool // whether the market is open; asked from any goroutine
	Closes     rules.Close
	Store      Store
	Caller     Caller
	Elsewhere  Elsewhere
	Terminal   notify.Terminal
}

// Prefs are one person's preferences at work. They belong to the screen's goroutine.
type Prefs struct {
	opt    Options
	own    prefs.Prefs // changed on a screen
	all    prefs.Prefs // what is in force
	engine *rules.Engine
	mutes  *rules.Mutes
	lists  watch
	shared map[string][]string // watchlists that are everyone's
	undo   []prefs.Prefs       // what was in own before each change

	now    time.Time // of the last frame
	began  time.Time // of the first
	next   uint64    // the first item of the feed that was not seen yet
	missed uint64    // items that a full history had let go of before they were seen
	failed int       // commands and webhooks that did not go well
	said   map[string]time.Time
	rev    uint64 // of what is in force
	listed listed
}

// New makes a desk.
func New(o Options) *Prefs {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	p := &Prefs{opt: o, own: o.Changed, mutes: rules.NewMutes(), said: map[string]time.Time{}}
	p.engine = rules.New(p.around())
	return p
}

// around is what rules may ask of this desk.
func (p *Prefs) around() rules.Around {
	return rules.Around{
		Around: query.Around{
			Clock: query.Clock{Now: p.now, Zone: p.opt.Zone},
			Watch: func(list, symbol string) bool { return p.lists.has(list, symbol) },
			Muted: func(a *model.Alert) bool { return p.mutes.Muter().Muted(a, p.now) },
		},
		Open:  p.opt.Open,
		Muted: func(a *model.Alert, at time.Time) bool { return p.mutes.Muter().Muted(a, at) },
	}
}

// apply puts in force what has changed.
func (p *Prefs) apply() {
	p.all = p.own.Over(&p.opt.Configured)
	p.addShared()
	p.lists = newWatch(p.all.Watchlists)
	p.mutes.Set(p.all.Mutes)
	p.mutes.Tick(p.now, p.opt.Zone)
	p.engine.Set(p.all.Rules, p.now)
	p.rev++
	if p.opt.Elsewhere != nil {
		p.opt.Elsewhere.Share(p.own)
	}
}

// Muted reports whether an alert is hidden now.
func (p *Prefs) Muted(a *model.Alert) bool { return p.mutes.Muter().Muted(a, p.now) }

// Style says how an alert is listed: in which style of the theme, "" for the usual, and
// whether it is pinned.
func (p *Prefs) Style(a *model.Alert) (style string, pinned bool) { return p.engine.Style(a) }

// Watch reports whether a symbol is on a watchlist; "" is any.
func (p *Prefs) Watch(list, symbol string) bool { return p.lists.has(list, symbol) }

// Frozen are Muted and Watch as they answer now, for another goroutine.
func (p *Prefs) Frozen() (muted func(*model.Alert) bool, watched func(list, symbol string) bool) {
	m, now, lists := p.mutes.Muter(), p.now, p.lists
	return func(a *model.Alert) bool { return m.Muted(a, now) }, lists.has
}

// Rev grows whenever Muted, Style or Watch may answer otherwise than before.
func (p *Prefs) Rev() uint64 { return p.rev }

// CountRev grows whenever Rules or Mutes have something new.
func (p *Prefs) CountRev() uint64 { return p.rev + p.engine.Rev() + p.mutes.Rev() }

// Rules are all of them, with what is wrong and what they did today.
func (p *Prefs) Rules() []rules.Status { return p.engine.Status() }

// Mutes are those in force, with what they hid today.
func (p *Prefs) Mutes() []rules.MuteStatus { return p.mutes.Status() }

// Hidden is how many alerts were muted today, HeldBack how often a rule did nothing about
// one that it speaks of.
func (p *Prefs) Hidden() int { return p.mutes.Today() }

// HeldBack is told with Hidden.
func (p *Prefs) HeldBack() (n int) {
	for _, s := range p.engine.Status() {
		n += s.Tally.Held.Total()
	}
	return n
}

// Since is from when on today is counted: midnight, or when the deck was opened.
func (p *Prefs) Since() (at time.Time, whole bool) {
	y, m, d := p.now.In(p.opt.Zone).Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, p.opt.Zone)
	if p.began.After(midnight) {
		return p.began, false
	}
	return midnight, true
}

// Queries are the saved ones, by name.
func (p *Prefs) Queries() map[string]string { return p.all.Queries }

// QueryNames are their names, in the order in which they are switched.
func (p *Prefs) QueryNames() []string { return p.all.QueryNames() }

// Columns are those that the list of alerts is to have, from the left; none for those
// that it has by itself.
func (p *Prefs) Columns() []prefs.Column { return p.all.Columns }

// Lists are the watchlists, by name.
func (p *Prefs) Lists() map[string][]string { return p.all.Watchlists }

// Forms are the presets of the form for a backtest, by name.
func (p *Prefs) Forms() map[string]prefs.Form { return p.all.Forms }

// FormNames are their names.
func (p *Prefs) FormNames() []string { return p.all.FormNames() }

// Terminal is what the person's terminal can do.
func (p *Prefs) Terminal() notify.Terminal { return p.opt.Terminal }

// Closes is when the market closes next.
func (p *Prefs) Closes() rules.Close { return p.opt.Closes }

// Zone is the person's.
func (p *Prefs) Zone() *time.Location { return p.opt.Zone }

// KnowsMarket reports whether anybody can say that the market is open.
func (p *Prefs) KnowsMarket() bool { return p.opt.Open != nil }

// Problems are what could not be read of preferences, and what is wrong with rules.
func (p *Prefs) Problems() []*rules.Error {
	out := slices.Clone(p.opt.Problems)
	for _, s := range p.engine.Status() {
		if s.Err != nil && !s.Off {
			out = append(out, s.Err)
		}
	}
	return out
}

// Trouble is what is wrong in one line; "" if nothing is.
func (p *Prefs) Trouble() string {
	all := p.Problems()
	switch len(all) {
	case 0:
		return ""
	case 1:
		return "preferences: " + all[0].Error()
	}
	return "preferences: " + all[0].Error() + ", and " + several(len(all)-1, "more problem")
}

// watch are watchlists that can be asked.
type watch map[string]map[string]bool

func newWatch(lists map[string][]string) watch {
	w := watch{}
	for name, symbols := range lists {
		set := map[string]bool{}
		for _, s := range symbols {
			set[strings.ToUpper(s)] = true
		}
		w[strings.ToLower(name)] = set
	}
	return w
}

func (w watch) has(list, symbol string) bool {
	symbol = strings.ToUpper(symbol)
	if list != "" {
		return w[strings.ToLower(list)][symbol]
	}
	for _, set := range w {
		if set[symbol] {
			return true
		}
	}
	return false
}

// Symbols are those on any watchlist, and those that are muted now. Both stay the same
// slices until one of them changes.
func (p *Prefs) Symbols() (watched, muted []string) {
	if p.listed.rev != p.rev || p.listed.mutes != p.mutes.Rev() {
		p.listed = listed{rev: p.rev, mutes: p.mutes.Rev(), watched: p.watched()}
		for _, m := range p.mutes.Status() {
			if m.Symbol != "" {
				p.listed.muted = append(p.listed.muted, m.Symbol)
			}
		}
	}
	return p.listed.watched, p.listed.muted
}

// listed are symbols as they were last asked for.
type listed struct {
	rev, mutes     uint64
	watched, muted []string
}

func (p *Prefs) watched() (all []string) {
	for _, list := range p.all.Watchlists {
		all = append(all, list...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
