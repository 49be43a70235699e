// Command screenshots makes the pictures of this folder anew, from the running
// program: it works the built-in demo in a terminal of its own and draws what
// is on the screen as SVG, in true colours.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// scene is one picture: a program, what is done with it, and what must be on
// the screen before the picture is taken.
type scene struct {
	name  string
	cols  int
	rows  int
	light bool
	args  []string
	steps []step
}

// step waits until the screen shows what is wanted, then types keys.
type step struct {
	until func(screen string) bool
	keys  string
}

// shows asks for a text.
func shows(text string) func(string) bool { return regexp.MustCompile(text).MatchString }

var cursor = regexp.MustCompile(`(?m)^│?›.*$`)

// calm asks for a newest alert that glows no more: it is the same for longer than that
// lasts. The clock of the demo's market says nothing of it.
func calm() func(screen string) bool {
	var newest string
	var since time.Time
	return func(screen string) bool {
		if row := cursor.FindString(screen); row != newest {
			newest, since = row, time.Now()
		}
		return newest != "" && time.Since(since) > 2*time.Second
	}
}

func scenes() []scene {
	enough := shows(`following .* ([6-9]\d|\d{3}) in \d+ candles`) // a minute of the demo, and a full list
	const tab, down, enter = "\t", "\x1b[B", "\r"
	return []scene{
		{name: "deck", cols: 138, rows: 36, args: []string{"demo"}, steps: []step{{until: enough}, {until: calm()}}},
		{name: "form", cols: 110, rows: 30, args: []string{"demo"}, steps: []step{
			{until: shows(`running`), keys: "n"},
			{until: shows(`New backtest`), keys: "AAPL, NVDA, MSFT" + tab + tab + tab + "star" + down + " "},
			{until: shows(`1 chosen`)},
		}},
		{name: "result", cols: 120, rows: 40, args: []string{"demo"}, steps: []step{
			{until: shows(`AAPL MSFT NVDA +done`), keys: "2G"},
			{until: shows(`›bt_\w+ +AAPL MSFT NVDA`), keys: enter},
			{until: shows(`▸ Result .*(?s:.*)drawdown(?s:.*)e clone`)},
		}},
		{name: "wide", cols: 200, rows: 56, args: []string{"demo"}, steps: []step{{until: enough, keys: "jjj"}, {until: shows(`newer`)}, {until: shows(` done `)}}},
		{name: "light", cols: 120, rows: 30, light: true, args: []string{"demo", "--theme", "light"}, steps: []step{{until: enough}, {until: calm(), keys: "2"}, {until: shows(`▸ Jobs`)}}},
		{name: "small", cols: 80, rows: 24, args: []string{"demo"}, steps: []step{{until: enough}, {until: calm()}}},
	}
}

// patience is how long a scene may take to come about.
const patience = 2 * time.Minute

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: screenshots PROGRAM FOLDER [NAME...]")
	}
	var all errgroup.Group
	all.SetLimit(2) // more at once would slow each other down, and show it
	for _, s := range scenes() {
		if only := args[2:]; len(only) > 0 && !slices.Contains(only, s.name) {
			continue
		}
		all.Go(func() error {
			file := filepath.Join(args[1], s.name+".svg")
			if err := s.shoot(args[0], file); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			fmt.Println(file)
			return nil
		})
	}
	return all.Wait()
}

func (s scene) shoot(program, file string) error {
	t, err := open(s.cols, s.rows, program, s.args...)
	if err != nil {
		return err
	}
	defer t.close()
	deadline := time.Now().Add(patience)
	for _, st := range s.steps {
		if err := t.wait(st.until, deadline); err != nil {
			return err
		}
		if err := t.press(st.keys); err != nil {
			return err
		}
	}
	if err := t.settle(deadline); err != nil {
		return err
	}
	return os.WriteFile(file, t.svg(s.light), 0o644)
}
