package prefsfile

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines are where keys stand in a text, counted from 1.
type lines map[spot]int

// spot is a key of the i-th table of that name; key "" is where the table begins.
type spot struct {
	table string
	i     int
	key   string
}

func (l lines) of(table string, i int, key string) int {
	if n := l[spot{table, i, key}]; n > 0 {
		return n
	}
	return l[spot{table, i, ""}]
}

// findLines walks through a text that was decoded without an error: decoding alone
// does not tell where a value stood.
func findLines(text []byte) lines {
	found := lines{}
	count := map[string]int{}
	table, i := "", 0
	var p unstable.Parser
	p.Reset(text)
	for p.NextExpression() {
		e := p.Expression()
		name, line := keyOf(&p, e)
		switch e.Kind {
		case unstable.ArrayTable:
			table, i = name, count[name]
			count[name]++
			found[spot{table, i, ""}] = line
		case unstable.Table:
			table, i = name, 0
			found[spot{table, 0, ""}] = line
		case unstable.KeyValue:
			if table == "" { // a list or a table on one line
				found[spot{name, 0, ""}] = line
				continue
			}
			found[spot{table, i, name}] = line
		}
	}
	return found
}

// keyOf is the name of a table or a key, and its line.
func keyOf(p *unstable.Parser, e *unstable.Node) (name string, line int) {
	var parts []string
	for it := e.Key(); it.Next(); {
		parts = append(parts, string(it.Node().Data))
		if line == 0 {
			line = p.Shape(it.Node().Raw).Start.Line
		}
	}
	return strings.Join(parts, "."), line
}
