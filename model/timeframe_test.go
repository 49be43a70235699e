package model

import "testing"

func TestATimeframeIsReadAsAlertsHaveIt(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "daily": "", " Daily ": "", "1d": "", "day": "", "1min": "1min", "5MIN": "5min", "60min": "1h", "4h": "4h",
	} {
		if got, err := ParseTimeframe(text); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"0min", "1", "min", "1m", "weekly", "1min\x1b", "99999min", "-1h"} {
		if got, err := ParseTimeframe(text); err == nil {
			t.Errorf("%q was taken as %q", text, got)
		}
	}
}
