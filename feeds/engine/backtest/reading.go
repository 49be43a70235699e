package backtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tickdeck/model"
)

const (
	directionName  = "direction"
	allowShortName = "allow_short"
)

// readParameters reads the parameters it knows over the defaults and lists the
// others, sorted. null stands for the default. Ranges are not checked.
func readParameters(raw map[string]json.RawMessage) (p Parameters, unknown []string, err error) {
	p = Defaults()
	allowShort := true
	into := p.targets(&allowShort)
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		target, known := into[name]
		switch {
		case !known && len(unknown) < maxUnknown:
			unknown = append(unknown, model.Clean(name))
		case known && string(raw[name]) != "null":
			errs = append(errs, read(name, raw[name], target))
		}
	}
	if !allowShort {
		direction, sent := raw[directionName]
		errs = append(errs, p.forbidShorts(sent && string(direction) != "null"))
	}
	return p, unknown, errors.Join(errs...)
}

// targets is where the parameters go by their names on the wire; it is only
// looked things up in.
func (p *Parameters) targets(allowShort *bool) map[string]any {
	return map[string]any{
		"initial_capital":  &p.InitialCapital,
		"position_size":    &p.PositionSize,
		"stop_loss":        &p.StopLoss,
		"take_profit":      &p.TakeProfit,
		"max_holding":      &p.MaxHolding,
		"exit_on_opposite": &p.ExitOnOpposite,
		directionName:      &p.Direction,
		allowShortName:     allowShort,
		"neutral":          &p.Neutral,
		"min_confidence":   &p.MinConfidence,
		"commission":       &p.Commission,
		"commission_fixed": &p.CommissionFixed,
		"slippage":         &p.Slippage,
	}
}

// forbidShorts carries out allow_short=false, another way to say direction=long.
func (p *Parameters) forbidShorts(chosen bool) error {
	if chosen && p.Direction != DirectionLong {
		return fmt.Errorf("direction %.24q and allow_short false contradict each other", p.Direction)
	}
	p.Direction = DirectionLong
	return nil
}

// read takes a value as JSON has it, or in a string, as publishers are seen to
// write numbers.
func read(name string, raw json.RawMessage, target any) error {
	text := string(raw)
	var quoted string
	if json.Unmarshal(raw, &quoted) == nil {
		text = strings.TrimSpace(quoted)
	}
	switch t := target.(type) {
	case *float64:
		return readNumber(name, text, t)
	case *int:
		return readWhole(name, text, t)
	case *bool:
		return readSwitch(name, text, t)
	case *string:
		*t = strings.ToLower(text)
	}
	return nil
}

func readNumber(name, text string, into *float64) error {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !model.Known(v) {
		return fmt.Errorf("%s: %.24q is not a number", name, text)
	}
	*into = v + 0 // −0 becomes 0
	return nil
}

func readWhole(name, text string, into *int) error {
	var v float64
	if err := readNumber(name, text, &v); err != nil {
		return err
	}
	if v != float64(int32(max(min(v, 1e9), -1e9))) {
		return fmt.Errorf("%s: %.24q is not a whole number", name, text)
	}
	*into = int(v)
	return nil
}

func readSwitch(name, text string, into *bool) error {
	switch strings.ToLower(text) {
	case "true":
		*into = true
	case "false":
		*into = false
	default:
		return fmt.Errorf("%s: %.24q is neither true nor false", name, text)
	}
	return nil
}
