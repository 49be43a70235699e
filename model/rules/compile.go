package rules

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"tickdeck/model/query"
)

// The bounds of what a rule may hold.
const (
	MaxName    = 40     // letters of a name
	MaxCommand = 4_096  // bytes of a command or a URL
	MaxWhen    = 16_384 // bytes of a query
	MaxRules   = 200
)

// compiled is a rule that can be asked. err is what is wrong with it: then it does
// nothing.
type compiled struct {
	Rule
	err      *Error
	query    *query.Query[query.Event]
	cool     time.Duration
	quiet    hours
	hasQuiet bool
}

// compile reads what a rule says.
func compile(r Rule, s *query.Schema[query.Event], clock query.Clock) compiled {
	c := compiled{Rule: r}
	if r.Place != nil && r.Place.Wrong != nil {
		c.err = r.Place.Wrong
		return c
	}
	for _, step := range []struct {
		key  string
		take func() error
	}{
		{"name", func() error { return checkName(r.Name) }},
		{"when", func() error { return c.parse(s, clock) }},
		{"highlight", func() error { return checkStyle(r.Highlight) }},
		{"run", func() error { return checkCommand(r.Run) }},
		{"post", func() error { return CheckURL(r.Post) }},
		{"cool-down", c.readCool},
		{"hourly", func() error { return checkHourly(r.Hourly) }},
		{"quiet", c.readQuiet},
	} {
		if err := step.take(); err != nil {
			c.err = wrong(r.Place, step.key, err)
			return c
		}
	}
	if !r.Rings() && !r.Calls() && !r.Shows() {
		c.err = wrong(r.Place, "", errors.New("it does nothing: give it pin, bell, notify, highlight, run or post"))
	}
	return c
}

// Check says what is wrong with a rule, nil if nothing is.
func Check(r Rule, clock query.Clock) *Error {
	c := compile(r, query.Alerts(), clock)
	return c.err
}

func (c *compiled) parse(s *query.Schema[query.Event], clock query.Clock) (err error) {
	if len(c.When) > MaxWhen {
		return fmt.Errorf("it is too long: at most %d bytes", MaxWhen)
	}
	if strings.TrimSpace(c.When) == "" {
		return errors.New("it is empty, and would speak of every alert: write conf>=0.9, or symbol:* if that is meant")
	}
	c.query, err = query.Parse(s, c.When, clock)
	return err
}

// renew parses the query once more when a time of the day in it means another day.
func (c *compiled) renew(s *query.Schema[query.Event], clock query.Clock) {
	if until := c.query.Expires(); !until.IsZero() && !clock.Now.Before(until) {
		if q, err := query.Parse(s, c.When, clock); err == nil {
			c.query = q
		}
	}
}

func (c *compiled) readCool() (err error) {
	if c.CoolDown != "" {
		c.cool, err = ParseSpan(c.CoolDown)
	}
	return err
}

func (c *compiled) readQuiet() (err error) {
	if c.hasQuiet = c.Quiet != ""; c.hasQuiet {
		c.quiet, err = parseHours(c.Quiet)
	}
	return err
}

func checkName(name string) error {
	switch n := len([]rune(name)); {
	case strings.TrimSpace(name) == "":
		return errors.New("it has none: give it one")
	case n > MaxName:
		return fmt.Errorf("it is too long: at most %d letters", MaxName)
	}
	return nil
}

func checkStyle(name string) error {
	if name != "" && !slices.Contains(Styles(), name) {
		return fmt.Errorf("%s is no style: write one of %s", quoted(name), strings.Join(Styles(), ", "))
	}
	return nil
}

func checkCommand(text string) error {
	switch {
	case len(text) > MaxCommand:
		return fmt.Errorf("it is too long: at most %d bytes", MaxCommand)
	case strings.ContainsRune(text, 0):
		return errors.New("there is a zero byte in it")
	}
	return nil
}

func checkHourly(n int) error {
	if n < 0 || n > MaxHourly {
		return fmt.Errorf("%d is no limit for an hour: write 1 to %d, or 0 for none", n, MaxHourly)
	}
	return nil
}

// CheckURL wants something that can be posted to, or nothing.
func CheckURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(text) > MaxCommand {
		return errors.New("this is no address of a webhook: write https://example.com/path")
	}
	return nil
}
