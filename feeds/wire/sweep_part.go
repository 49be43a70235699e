package wire

import (
	"slices"

	"tickdeck/model"
	"tickdeck/model/params"
)

// maxVaried is the most parameters of a sweep that are read.
const maxVaried = 8

// sentSweep says in a request of which sweep it is a part: {"id":"sweep_4","jobs":20,
// "varied":["stop_loss","take_profit"]}. Workers need not know it; the values are
// among the parameters.
type sentSweep struct {
	ID     string   `json:"id"`
	Jobs   int      `json:"jobs"`
	Varied []string `json:"varied"`
}

func sweepSent(s model.SweepPart) *sentSweep {
	if s.ID == "" {
		return nil
	}
	sent := sentSweep{ID: s.ID, Jobs: s.Jobs, Varied: []string{}}
	for _, v := range s.Varied {
		sent.Varied = append(sent.Varied, v.Name)
	}
	return &sent
}

// sweep reads it again, and what the job has of each parameter that differs.
func (l *fields) sweep() model.SweepPart {
	in := newFields(l.interned, l.object("sweep"))
	part := model.SweepPart{ID: in.word("id"), Jobs: in.size("jobs")}
	if CheckID(part.ID) != nil {
		return model.SweepPart{}
	}
	said := newFields(l.interned, l.object("parameters"))
	for _, name := range in.list("varied") {
		if p, known := params.Lookup(name); known && len(part.Varied) < maxVaried {
			part.Varied = append(part.Varied, model.Varied{Name: p.Name, Value: said.value(&p)})
		}
	}
	part.Varied = slices.Clip(part.Varied)
	return part
}

// value is what an object says of a parameter, or the default.
func (l *fields) value(p *params.Parameter) params.Value {
	names := append([]string{p.Name}, p.Aliases...)
	switch p.Type {
	case params.Number, params.Whole:
		if v := l.number(names...); model.Known(v) {
			return params.NumberOf(v)
		}
	case params.Switch:
		if l.has(p.Name) {
			return params.SwitchOf(l.yes(p.Name))
		}
	case params.Choice:
		if text := l.word(names...); text != "" {
			return params.TextOf(text)
		}
	}
	return p.Default
}
