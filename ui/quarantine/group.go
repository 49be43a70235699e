package quarantine

import (
	"slices"

	"tickdeck/model"
)

// kind is what messages have in common that are shown as one row: why they could
// not be read, and where they came. Probes are of one kind whatever they say.
type kind struct {
	probe   bool
	reason  string // "" for probes
	channel string
}

func kindOf(r *model.Reject) kind {
	if r.Probe {
		return kind{probe: true, channel: r.Channel}
	}
	return kind{reason: r.Reason, channel: r.Channel}
}

// group are the kept messages of one kind, the newest first.
type group struct {
	kind
	messages []*model.Reject
}

// groups are all kinds, that of the newest message first; probes, which are no
// fault, below.
func groups(kept []model.Reject) (out []group) {
	places := map[kind]int{}
	for i := len(kept) - 1; i >= 0; i-- {
		r := &kept[i]
		k := kindOf(r)
		at, known := places[k]
		if !known {
			at = len(out)
			places[k] = at
			out = append(out, group{kind: k})
		}
		out[at].messages = append(out[at].messages, r)
	}
	slices.SortStableFunc(out, func(a, b group) int {
		switch {
		case a.probe == b.probe:
			return 0
		case b.probe:
			return -1
		}
		return 1
	})
	return out
}

// row is one line of the list: a kind, or a message of one that is unfolded.
type row struct {
	group   *group
	message *model.Reject // nil for the line of the kind
}

// rows are the lines of the list.
func rows(all []group, open map[kind]bool) (out []row) {
	for i := range all {
		g := &all[i]
		out = append(out, row{group: g})
		if open[g.kind] {
			for _, m := range g.messages {
				out = append(out, row{g, m})
			}
		}
	}
	return out
}

// newest is the message that a row stands for.
func (r *row) newest() *model.Reject {
	if r.message != nil {
		return r.message
	}
	return r.group.messages[0]
}

// spot is a row by what it shows, so that the cursor stays on it when others come.
type spot struct {
	kind
	seq uint64 // of the message; 0 for the line of the kind
}

func (r *row) spot() spot {
	if r.message == nil {
		return spot{kind: r.group.kind}
	}
	return spot{r.group.kind, r.message.Seq}
}
