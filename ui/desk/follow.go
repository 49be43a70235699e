package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"tickdeck/model/prefs"
)

// Elsewhere is where the same person's preferences are as well, for other machines.
type Elsewhere interface {
	// Share tells what the person has set here. It does not wait.
	Share(prefs.Prefs)
	// News waits for what is new there.
	News(context.Context) (prefs.News, error)
}

// Follow puts in force what was changed on another machine, and says what. keep, if
// there is one, is to run on another goroutine: it keeps that, and what gave way.
func (p *Prefs) Follow(n prefs.News) (say Say, keep func() Say) {
	if n.Problem != "" {
		return Say{Warning, n.Problem}, nil
	}
	if n.Listed {
		p.shared = n.Lists
		p.apply()
	}
	if n.Older != nil {
		p.remember(*n.Older)
		keep = p.older(*n.Older)
	}
	if n.Own == nil {
		return p.news(n.Changes), keep
	}
	if !n.From.Equal(p.own.Changed) { // something was changed here meanwhile: it is to be compared with that
		p.opt.Elsewhere.Share(p.own)
		return Say{}, keep
	}
	was := p.own
	p.remember(was)
	p.own = *n.Own
	p.apply()
	save, aside := p.saved(), keep
	if slices.ContainsFunc(n.Changes, func(c prefs.Change) bool { return c.Conflict && !c.Ours }) {
		aside = p.older(was)
	}
	return p.news(n.Changes), func() Say {
		s := save()
		if aside != nil && s.Text == "" {
			return aside()
		}
		return s
	}
}

// saved is Keeper for what was changed elsewhere: another deck that uses the same file
// has followed as well.
func (p *Prefs) saved() func() Say {
	keep := p.Keeper()
	return func() Say {
		if s := keep(); s.Level == Failure {
			return s
		}
		return Say{}
	}
}

func (p *Prefs) older(was prefs.Prefs) func() Say {
	store := p.opt.Store
	if store == nil {
		return nil
	}
	return func() Say {
		if err := store.SaveOlder(was); err != nil {
			return Say{Failure, "what gave way is not kept: " + err.Error()}
		}
		return Say{}
	}
}

// news says what has changed elsewhere. Conflicts go first: there is a choice to be
// undone.
func (p *Prefs) news(changes []prefs.Change) Say {
	var ours, theirs, plain []string
	var lost, won, by prefs.Change
	for _, c := range changes {
		name := strings.NewReplacer("queries", "saved queries", "forms", "presets").Replace(c.Table)
		switch {
		case c.Ours:
			ours, lost = append(ours, name), c
		case c.Conflict:
			theirs, won = append(theirs, name), c
		default:
			plain, by = append(plain, name), c
		}
	}
	var parts []string
	if len(ours) > 0 {
		parts = append(parts, and(ours)+" were changed here and "+p.where(lost)+": yours are newer and in force, undo brings the others")
	}
	if len(theirs) > 0 {
		parts = append(parts, and(theirs)+" were changed here and "+p.where(won)+", which is newer and in force: undo brings yours back")
	}
	switch {
	case len(parts) > 0:
		return Say{Warning, strings.Join(parts, "; ")}
	case len(plain) > 0:
		return Say{Info, and(plain) + " are in force as they were changed " + p.where(by)}
	}
	return Say{}
}

// where tells on which machine and when.
func (p *Prefs) where(c prefs.Change) string {
	machine := c.By
	if machine == "" {
		machine = "another machine"
	}
	if c.At.IsZero() {
		return "on " + machine
	}
	at, now := c.At.In(p.opt.Zone), p.now.In(p.opt.Zone)
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return "on " + machine + " at " + at.Format("15:04")
	}
	return "on " + machine + " on " + at.Format("2 Jan 15:04")
}

func and(words []string) string {
	n := len(words) - 1
	if n == 0 {
		return words[0]
	}
	return strings.Join(words[:n], ", ") + " and " + words[n]
}

// addShared puts the watchlists that are everyone's below the person's own.
func (p *Prefs) addShared() {
	mine := map[string]bool{}
	for name := range p.all.Watchlists {
		mine[strings.ToLower(name)] = true
	}
	for _, name := range slices.Sorted(maps.Keys(p.shared)) {
		if low := strings.ToLower(name); !mine[low] {
			mine[low] = true // of two that differ in capitals the first
			p.all.Watchlists[name] = p.shared[name]
		}
	}
}
