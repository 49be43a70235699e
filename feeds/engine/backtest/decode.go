package backtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tickdeck/model"
	"tickdeck/model/params"
)

// decodeParameters reads the parameters that are described, and lists the others,
// sorted. null stands for the default. Ranges are not checked.
func decodeParameters(raw map[string]json.RawMessage) (p Parameters, unknown []string, err error) {
	var said params.Values
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		described, known := params.Lookup(name)
		switch {
		case !known && len(unknown) < maxUnknown:
			unknown = append(unknown, model.Clean(name))
		case known && string(raw[name]) != "null":
			v, err := described.Decode(unquoted(raw[name]))
			if err != nil {
				errs = append(errs, err)
				continue
			}
			said = said.With(described.Name, v)
		}
	}
	said, err = withoutShorts(said)
	return inForce(said), unknown, errors.Join(append(errs, err)...)
}

// unquoted is a value as JSON has it, or what a string holds: publishers are
// seen to write numbers in one.
func unquoted(raw json.RawMessage) string {
	var quoted string
	if json.Unmarshal(raw, &quoted) == nil {
		return quoted
	}
	return string(raw)
}

// withoutShorts carries out allow_short=false, another way to say direction=long.
func withoutShorts(said params.Values) (params.Values, error) {
	if said.Of(params.AllowShort).On() {
		return said, nil
	}
	if d, chosen := said.Lookup(params.Direction); chosen && d.Text() != params.DirectionLong {
		return said, fmt.Errorf("direction %.24q and allow_short false contradict each other", d.Text())
	}
	return said.With(params.Direction, params.TextOf(params.DirectionLong)), nil
}
