package act

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/rules"
)

// outputKept is how much of what a command prints is kept; the rest is read and thrown
// away, so that the command is not held up.
const outputKept = 4 << 10

// farewell is how long a command that was ended may hold on to its output.
const farewell = time.Second

// run runs a command of the shell, in a group of processes of its own, which ends with
// it: nothing that it started in the background is left.
func (r *Runner) run(parent context.Context, t task) (string, error) {
	ctx, cancel := context.WithTimeout(parent, r.opt.Timeout)
	defer cancel()
	cmd := shell(ctx, t.fire.Rule.Run)
	cmd.Env = append(append([]string(nil), r.opt.Environ...), Variables(t.fire)...)
	cmd.Stdin = bytes.NewReader(t.body)
	var out output
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = farewell
	group(cmd)
	err := cmd.Run()
	endGroup(cmd)
	switch {
	case ctx.Err() != nil && parent.Err() == nil:
		return out.text(), fmt.Errorf("it took longer than %s and was ended", r.opt.Timeout)
	case errors.Is(err, exec.ErrWaitDelay):
		return out.text(), nil // it is over; something that it left behind held its output
	case err != nil:
		return out.text(), described(err, out.text())
	}
	return out.text(), nil
}

// described adds the last line that a failing command printed: it says why.
func described(err error, printed string) error {
	lines := strings.Split(strings.TrimSpace(printed), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return fmt.Errorf("%w: %s", err, model.Clean(last))
	}
	return err
}

// Variables are what a command finds in its environment beside the alert on its
// standard input. What the publisher did not say is empty.
func Variables(f rules.Fire) []string {
	a := f.Alert
	direction := ""
	if a.Direction != model.DirNone {
		direction = a.Direction.String()
	}
	at := a.DisplayTime().UTC().Format(time.RFC3339Nano)
	var out []string
	for _, v := range [][2]string{
		{"RULE", f.Rule.Name},
		{"SYMBOL", a.Symbol},
		{"PATTERN", a.Pattern},
		{"TIMEFRAME", a.Timeframe},
		{"DIRECTION", direction},
		{"CONFIDENCE", number(a.Confidence)},
		{"PRICE", number(a.Price)},
		{"VOLUME", number(a.Volume)},
		{"TIME", at},
		{"SOURCE", a.Source},
		{"TIER", a.Tier},
		{"ID", a.ID},
		{"MORE", strconv.Itoa(f.More)},
	} {
		out = append(out, "TICKDECK_ALERT_"+v[0]+"="+strings.ReplaceAll(v[1], "\x00", ""))
	}
	return out
}

func number(v float64) string {
	if !model.Known(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// output keeps the beginning of what is written to it.
type output struct{ kept []byte }

// Write is part of io.Writer.
func (o *output) Write(p []byte) (int, error) {
	room := outputKept - len(o.kept)
	o.kept = append(o.kept, p[:min(room, len(p))]...)
	return len(p), nil
}

func (o *output) text() string { return string(o.kept) }
