package query

import (
	"fmt"
	"strings"
	"testing"
)

// seen is what a feed has shown.
func seen(field string) []Count {
	return map[string][]Count{
		"symbol":       {{"AAPL", 31}, {"AMD", 40}, {"NVDA", 28}},
		"dir":          {{"bull", 23}, {"bear", 14}, {"neutral", 2}, {"mixed", 1}},
		"pattern":      {{"Evening Star", 5}, {"Evening Doji Star", 7}},
		"metadata.who": {{"desk-1", 3}},
		"metadata.":    {{"rsi", 90}, {"who", 3}},
	}[field]
}

func TestCompletionSaysHowTheWordGoesOn(t *testing.T) {
	for text, want := range map[string]string{ // | is the cursor; the first items, and what the first one makes of the text
		"sym|":                     `symbol: "bol:"; symbol:|`,
		"conf>=0.8 wat|":           `watch: "ch:"; conf>=0.8 watch:|`,
		"-(sym|":                   `symbol: "bol:"; -(symbol:|`,
		"confi|":                   `conf>= ""; conf>=|`,
		"ag|":                      `age< "e<"; age<|`,
		"pri|":                     `price< "ce<"; price<|`,
		"meta|":                    `metadata. "data."; metadata.|`,
		"metadata.|":               `metadata.rsi: "rsi:", metadata.who: "who:", price< "", volume> ""; metadata.rsi:|`,
		"meta.r|":                  `meta.rsi: "si:"; meta.rsi:|`,
		"symbol:|":                 `AMD "", AAPL "", NVDA ""; symbol:AMD|`,
		"symbol:a|":                `AMD "MD", AAPL "APL"; symbol:AMD|`,
		"symbol:NVDA,a|":           `AMD "MD", AAPL "APL"; symbol:NVDA,AMD|`,
		"symbol:n|,AMD x":          `NVDA "VDA"; symbol:NVDA|,AMD x`,
		"symbol:n|v x":             `NVDA ""; symbol:NVDA| x`,
		"sym!=a|":                  `AMD "MD", AAPL "APL"; sym!=AMD|`,
		"dir:|":                    `bull "", bear "", neutral "", mixed "", none ""; dir:bull|`,
		"dir:b|":                   `bull "ull", bear "ear"; dir:bull|`,
		"dir:bull|":                ``,
		"pattern:even|":            `"Evening Doji Star" "ing Doji Star", "Evening Star" "ing Star"; pattern:"Evening Doji Star"|`,
		`pattern:"evening s|`:      `"Evening Star" "tar"; pattern:"Evening Star"|`,
		`pattern:"evening s|" x`:   `"Evening Star" ""; pattern:"Evening Star"| x`,
		"marked:|":                 `yes "", no ""; marked:yes|`,
		"edge:s|":                  `significant "ignificant"; edge:significant|`,
		"metadata.WHO:d|":          `desk-1 "esk-1"; metadata.WHO:desk-1|`,
		`"sym|`:                    ``,
		"symbol:x )|":              `symbol: ""; symbol:x )symbol:|`,
		"nosuch:a|":                ``,
		"status:|":                 ``,
		"conf>=|":                  ``,
		"ünknown|":                 ``,
		`symbol:"a b" "x:y" conf|`: `conf>= ">="; symbol:"a b" "x:y" conf>=|`,
	} {
		cursor := strings.Index(text, "|")
		typed := text[:cursor] + text[cursor+1:]
		c := Complete(Alerts(), typed, cursor, seen)
		var got []string
		for _, i := range c.Items {
			got = append(got, fmt.Sprintf("%s %q", i.Insert, i.Faint))
		}
		if strings.Contains(text, " )") {
			got = got[:1] // all fields
		}
		line := strings.Join(got, ", ")
		if len(c.Items) > 0 {
			line += "; " + typed[:c.From] + c.Items[0].Insert + "|" + typed[c.To:]
		}
		if line != want {
			t.Errorf("%s:\n got %s\nwant %s", text, line, want)
		}
	}
}

func TestCompletionTellsWhatWouldRemain(t *testing.T) {
	c := Complete(Alerts(), "dir:", 4, seen)
	if c.Field != "dir" || c.Items[0].Left != 23 || c.Items[4].Left != NotCounted {
		t.Errorf("got %+v", c)
	}
	c = Complete(Alerts(), "", 0, nil)
	if len(c.Items) != len(Alerts().Rows()) || c.Items[0].What != "the symbol" || c.Items[0].Faint != "" {
		t.Errorf("got %+v", c)
	}
	if c = Complete(Jobs(), "status:f", 99, nil); len(c.Items) != 1 || c.Items[0].Insert != "failed" {
		t.Errorf("got %+v", c)
	}
}

// What is inserted is read as the very value.
func TestACompletedValueMeansItself(t *testing.T) {
	for _, v := range []string{"BRK.B", "a,b", `say "so"`, "(x)", "a*b", ">5", "-x", `\`, "or", "x y", ":"} {
		q, err := Parse(Alerts(), "symbol:"+insertable(v), at(t))
		if err != nil {
			t.Errorf("%s: %v", v, err)
			continue
		}
		e := anEvent(t)
		e.Alert.Symbol = v
		if !q.Match(e) {
			t.Errorf("%s is not %s", insertable(v), v)
		}
	}
}
