package model

import (
	"strings"
	"testing"
	"time"
)

func period(from, to string) (p Period) {
	p.Start, _ = time.Parse(DateLayout, from)
	p.End, _ = time.Parse(DateLayout, to)
	return p
}

func TestSamplesFollowEachOther(t *testing.T) {
	within, first := period("2020-01-01", "2024-12-31"), period("2020-01-01", "2022-12-31")
	for name, c := range map[string]struct {
		samples Samples
		want    string // "" where there is nothing wrong
	}{
		"none":         {Samples{}, ""},
		"both":         {Samples{first, period("2023-01-01", "2024-12-31")}, ""},
		"with a pause": {Samples{period("2021-01-01", "2021-06-01"), period("2023-01-01", "2023-06-01")}, ""},
		"one alone":    {Samples{In: first}, "belong together"},
		"the other":    {Samples{Out: first}, "belong together"},
		"a day shared": {Samples{first, period("2022-12-31", "2024-12-31")}, "out_of_sample must start after"},
		"turned round": {Samples{period("2023-01-01", "2024-12-31"), first}, "out_of_sample must start after"},
		"backwards":    {Samples{period("2022-01-01", "2021-01-01"), first}, "in_sample: the start must lie before the end"},
		"out backward": {Samples{first, period("2024-01-01", "2023-01-01")}, "out_of_sample: the start must lie before the end"},
		"too early":    {Samples{period("2019-12-31", "2021-01-01"), period("2023-01-01", "2024-12-31")}, "between start_date and end_date"},
		"too late":     {Samples{first, period("2023-01-01", "2025-01-01")}, "between start_date and end_date"},
	} {
		if err := c.samples.Check(within); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
