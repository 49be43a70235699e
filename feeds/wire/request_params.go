package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tickdeck/model"
	"tickdeck/model/params"
)

// decodeParameters reads the parameters that are described, by their names or
// others that mean the same, and lists those that are not, sorted. null stands for
// the default. Ranges are not checked.
func decodeParameters(raw map[string]json.RawMessage) (said params.Values, unknown []string, err error) {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		described, known := params.Lookup(name)
		switch {
		case !known && len(unknown) < maxUnknown:
			unknown = append(unknown, model.Clean(name))
		case known && string(raw[name]) != "null":
			v, err := described.Decode(unquoted(raw[name]))
			if err == nil {
				err = asFraction(name, v)
			}
			if other, twice := said.Lookup(described.Name); err == nil && twice && other != v {
				err = fmt.Errorf("%s and %s contradict each other: they mean the same, leave one out", described.Name, name)
			}
			if err != nil {
				errs = append(errs, err)
				continue
			}
			said = said.With(described.Name, v)
		}
	}
	said, err = withoutShorts(said)
	return said, unknown, errors.Join(append(errs, err)...)
}

// asFraction refuses what is a percentage under a name that says it may be one:
// it would be taken for a hundred times as much.
func asFraction(name string, v params.Value) error {
	if !strings.HasSuffix(name, "_pct") || v.Number() < 1 {
		return nil
	}
	return fmt.Errorf("%s is a fraction: write %g for %g%%", name, v.Number()/100, v.Number())
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
