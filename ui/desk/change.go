package desk

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"tickdeck/model/prefs"
	"tickdeck/model/query"
	"tickdeck/model/rules"
)

// keptUndo is how many changes can be undone.
const keptUndo = 50

// change puts a changed copy of the person's own preferences in force.
func (p *Prefs) change(how func(own *prefs.Prefs)) {
	p.remember(p.own)
	next := p.own
	next.Rules, next.Mutes = slices.Clone(next.Rules), slices.Clone(next.Mutes)
	next.Queries, next.Watchlists = maps.Clone(next.Queries), maps.Clone(next.Watchlists)
	how(&next)
	p.replace(next)
}

// remember lets what was be brought back by Undo.
func (p *Prefs) remember(was prefs.Prefs) {
	p.undo = append(p.undo, was)
	p.undo = p.undo[max(0, len(p.undo)-keptUndo):]
}

func (p *Prefs) replace(next prefs.Prefs) {
	next.Changed = p.now
	if !next.Changed.After(p.own.Changed) { // of two changes within a frame the later counts
		next.Changed = p.own.Changed.Add(1)
	}
	p.own = next
	p.apply()
}

// Undo takes the last change back, and reports whether there was one.
func (p *Prefs) Undo() bool {
	n := len(p.undo)
	if n == 0 {
		return false
	}
	last := p.undo[n-1]
	p.undo = p.undo[:n-1]
	p.replace(last)
	return true
}

// Own is what the person has changed, to be kept or sent elsewhere.
func (p *Prefs) Own() prefs.Prefs { return p.own }

// Keeper returns what keeps the preferences as they are now. It may run on another
// goroutine; its text is "" if all went well.
func (p *Prefs) Keeper() func() Say {
	store, own := p.opt.Store, p.own
	return func() Say {
		if store == nil {
			return Say{Warning, "there is no place to keep this: it lasts until the deck is closed"}
		}
		shared, err := store.Save(own)
		switch {
		case err != nil:
			return Say{Failure, "not kept, it lasts until the deck is closed: " + err.Error()}
		case shared:
			return Say{Warning, "another deck has changed the preferences as well: both are kept, and here from the next start on"}
		}
		return Say{}
	}
}

// Check says what is wrong with a rule that is to take the place of the one that was
// named so; "" for a new one.
func (p *Prefs) Check(was string, r rules.Rule) *rules.Error {
	r.Place = nil
	if err := rules.Check(r, query.Clock{Now: p.now, Zone: p.opt.Zone}); err != nil {
		return err
	}
	if r.Name != was && slices.ContainsFunc(p.all.Rules, func(o rules.Rule) bool { return o.Name == r.Name }) {
		return &rules.Error{Key: "name", Message: "another rule has this name: give it one of its own"}
	}
	if was == "" && len(p.all.Rules) >= rules.MaxRules {
		return &rules.Error{Message: fmt.Sprintf("there are %d rules: take one out first", rules.MaxRules)}
	}
	return nil
}

// SetRule puts a rule in the place of the one that was named so, or behind all.
func (p *Prefs) SetRule(was string, r rules.Rule) {
	r.Place = nil
	p.change(func(own *prefs.Prefs) {
		i := slices.IndexFunc(own.Rules, func(o rules.Rule) bool { return o.Name == was })
		if i < 0 || was == "" {
			own.Rules = append(own.Rules, r)
		} else {
			own.Rules[i] = r
		}
		if was != r.Name && p.Configured(was) { // the one of the configuration would come back
			own.Rules = append(own.Rules, p.offed(was))
		}
	})
}

// Configured reports whether config.toml has a rule of that name.
func (p *Prefs) Configured(name string) bool {
	return slices.ContainsFunc(p.opt.Configured.Rules, func(o rules.Rule) bool { return o.Name == name })
}

func (p *Prefs) offed(name string) rules.Rule {
	for _, r := range p.opt.Configured.Rules {
		if r.Name == name {
			r.Off, r.Place = true, nil
			return r
		}
	}
	return rules.Rule{Name: name, Off: true}
}

// Switch turns a rule off, or on.
func (p *Prefs) Switch(r rules.Rule) {
	r.Off = !r.Off
	p.SetRule(r.Name, r)
}

// Remove takes a rule out. What config.toml says is not ours to take out: it can be
// switched off.
func (p *Prefs) Remove(name string) error {
	if p.Configured(name) {
		return fmt.Errorf("rule %s is in config.toml: take it out there, or switch it off here", name)
	}
	p.change(func(own *prefs.Prefs) {
		own.Rules = slices.DeleteFunc(own.Rules, func(o rules.Rule) bool { return o.Name == name })
	})
	return nil
}

// Mute hides a symbol or a pattern from now on.
func (p *Prefs) Mute(m rules.Mute) {
	m.Since, m.Place = p.now, nil
	p.change(func(own *prefs.Prefs) { own.Mutes = withMute(own.Mutes, m, p.now) })
}

// withMute replaces the mute of the same thing where it stands, and forgets those that
// are over.
func withMute(list []rules.Mute, m rules.Mute, now time.Time) []rules.Mute {
	if i := slices.IndexFunc(list, func(o rules.Mute) bool { return o.Key() == m.Key() }); i >= 0 {
		list[i] = m
	} else {
		list = append(list, m)
	}
	return slices.DeleteFunc(list, func(o rules.Mute) bool { return !o.Lifted && o.Over(now) })
}

// Unmute shows again what a mute hides.
func (p *Prefs) Unmute(m rules.Mute) {
	p.change(func(own *prefs.Prefs) {
		own.Mutes = slices.DeleteFunc(own.Mutes, func(o rules.Mute) bool { return o.Key() == m.Key() })
		if slices.ContainsFunc(p.opt.Configured.Mutes, func(o rules.Mute) bool { return o.Key() == m.Key() }) {
			own.Mutes = append(own.Mutes, rules.Mute{Symbol: m.Symbol, Pattern: m.Pattern, Lifted: true})
		}
	})
}

// Extend lets a mute end later. One for good has no end.
func (p *Prefs) Extend(m rules.Mute, by time.Duration) {
	if m.Until.IsZero() {
		return
	}
	m.Until, m.Place = m.Until.Add(by), nil
	p.change(func(own *prefs.Prefs) { own.Mutes = withMute(own.Mutes, m, p.now) })
}

// SetQuery saves a query under a name; an empty text takes it out.
func (p *Prefs) SetQuery(name, text string) {
	p.change(func(own *prefs.Prefs) {
		if text == "" {
			delete(own.Queries, name)
			return
		}
		if own.Queries == nil {
			own.Queries = map[string]string{}
		}
		own.Queries[name] = text
	})
}

// SetColumns lets the list of alerts have these columns; none for those of config.toml, or
// where that has none for those that the list has by itself.
func (p *Prefs) SetColumns(columns []prefs.Column) {
	p.change(func(own *prefs.Prefs) { own.Columns = slices.Clone(columns) })
}

// ConfiguredColumns are those that config.toml asks for.
func (p *Prefs) ConfiguredColumns() []prefs.Column { return p.opt.Configured.Columns }

// SetList replaces a watchlist; none takes it out.
func (p *Prefs) SetList(name string, symbols []string) {
	p.change(func(own *prefs.Prefs) {
		if len(symbols) == 0 {
			delete(own.Watchlists, name)
			return
		}
		if own.Watchlists == nil {
			own.Watchlists = map[string][]string{}
		}
		own.Watchlists[name] = slices.Clone(symbols)
	})
}

// SetForm keeps a preset under a name; nil takes it out. What config.toml says is not
// ours to take out.
func (p *Prefs) SetForm(name string, form prefs.Form) error {
	if _, configured := p.opt.Configured.Forms[name]; configured && form == nil {
		return fmt.Errorf("the preset %s is in config.toml: take it out there", name)
	}
	p.change(func(own *prefs.Prefs) { own.Forms = prefs.WithForm(own.Forms, name, form) })
	return nil
}
