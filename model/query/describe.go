package query

import (
	"fmt"
	"strings"
)

// Row is one field, as help and docs/query.md show it.
type Row struct {
	Name    string
	Also    []string
	What    string
	Takes   string // which operators and values
	Example string
}

// Rows describe the fields in their order.
func (s *Schema[T]) Rows() (out []Row) {
	for i := range s.fields {
		f := &s.fields[i]
		out = append(out, Row{f.Name, f.Also, f.What, f.takes(), f.Example})
	}
	return out
}

func (f *Field[T]) takes() string {
	colon := ""
	if f.Colon > Equal {
		colon = "; : means " + f.Colon.String()
	}
	switch f.Kind {
	case Number:
		return "a number" + colon
	case Fraction:
		return "0 to 1, or a percentage" + colon
	case Age:
		return "a duration" + colon
	case Time:
		return "a time, or a duration ago" + colon
	case Choice:
		return strings.Join(f.names(), ", ")
	case Flag:
		return "yes, no; alone yes"
	case Member:
		return "the name of a list, or nothing"
	case Open:
		return "a text or a number"
	case has:
		return "the name of a field"
	case Words:
		return "a text in it"
	}
	return "a text"
}

// Rule is one line of the grammar: what is written and what it means.
type Rule struct{ Write, Means string }

// Grammar is the language without the fields.
func Grammar() []Rule {
	return []Rule{
		{"hammer", "a word without a field is found anywhere in the fields that hold texts, and in names of patterns without their spaces"},
		{`"evening star"`, "quotes hold a text together; in them * and the others below are just characters, and \\\" is a quote"},
		{"symbol:AAPL,MSFT", "one of several values"},
		{"pattern:*doji", "* is any text, also none; without one the whole value is compared. Case never matters"},
		{"dir:bull conf>=0.8", "both: what stands beside each other, with and between or without"},
		{"dir:bull or conf>=0.8", "either; and binds closer than or"},
		{"-symbol:TSLA", "all others; also not symbol:TSLA"},
		{"symbol:AMD (dir:bull or n>100)", "parentheses hold together what is between them"},
		{"price!=5", ": or = for equal, != < <= > >= for numbers, durations and times; 10k, 2.5m and 80% are numbers"},
		{"price:10..50", "from 10 to 50, both among them; 10.. and ..50 are open"},
		{"age<1h30m", "durations in s, m, h, d, w"},
		{"since:09:30", "the last 09:30 on the clock of the screen; also 2026-11-30, 2026-11-30T09:30, today, and 5m for five minutes ago"},
		{"-has:price", "nothing was sent: no comparison matches that, != neither"},
	}
}

// table writes rows as Markdown.
func table(rows []Row) string {
	var b strings.Builder
	b.WriteString("| field | also | what it is | takes | example |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		also := ""
		if len(r.Also) > 0 {
			also = "`" + strings.Join(r.Also, "` `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | `%s` |\n", r.Name, also, r.What, r.Takes, r.Example)
	}
	return b.String()
}

// Page is docs/query.md.
func Page() string {
	var b strings.Builder
	b.WriteString("# Queries\n\nMade from the language itself, as is what the program shows of it.\n" +
		"An empty query matches everything.\n\n| write | it means |\n| --- | --- |\n")
	for _, g := range Grammar() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", g.Write, g.Means)
	}
	b.WriteString("\n## Alerts\n\n" + table(Alerts().Rows()) + "\n## Jobs\n\n" + table(Jobs().Rows()) +
		"\n## Trades of a result\n\n" + table(Trades().Rows()))
	b.WriteString("\n## In scripts\n\n" + scripts())
	return b.String()
}

// scripts says what of the language a scan knows.
func scripts() string {
	var fields []string
	for _, r := range Detections().Rows() {
		fields = append(fields, "`"+r.Name+"`")
	}
	return "The query of a scan is written in the same language, and speaks of what is found in files:\n\n" +
		"    tickdeck scan --bars ~/bars --query 'conf>=0.8 dir:bull symbol:AAPL,MSFT'\n\n" +
		"Its fields are " + strings.Join(fields[:len(fields)-1], ", ") + " and " + fields[len(fields)-1] + ". A detection happened when its bar began, its price\n" +
		"is the bar's close, `metadata.talib` TA-Lib's name and `metadata.value` TA-Lib's value; times of the day are in UTC. What only\n" +
		"a person or a publisher knows is no field here. What cannot be read is said on standard error, with a mark below the place where it\n" +
		"is, and the exit status is then 2.\n"
}
