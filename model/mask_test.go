package model

import (
	"strings"
	"testing"
)

func TestPasswordsAreMasked(t *testing.T) {
	for text, want := range map[string]string{
		"redis://h:1/0":                "redis://h:1/0",
		"redis://user@h":               "redis://user@h",
		"redis://user:secret@h:1/0":    "redis://user:***@h:1/0",
		"rediss://:secret@h":           "rediss://:***@h",
		"redis://u:se@cret@h/0?x=a@b":  "redis://u:***@h/0?x=a@b",
		"unix://u:secret@/run/r.sock":  "unix://u:***@/run/r.sock",
		"redis://u:secret%zz@h":        "***@h",
		"user:secret@h":                "***@h",
		"redis://user:secret@[::1]:1/": "redis://user:***@[::1]:1/",
		"redis://u:@h":                 "redis://u:***@h",
	} {
		if got := MaskURL(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzMaskURL(f *testing.F) {
	f.Add("user", "hunter2")
	f.Fuzz(func(t *testing.T, user, password string) {
		if strings.ContainsAny(user+password, "/?#") {
			t.Skip("these end the part of a URL that a password is in")
		}
		name, _, _ := strings.Cut(user, ":")
		got := MaskURL("redis://" + user + ":" + password + "@host:6379/0")
		if got != "redis://"+name+":***@host:6379/0" && got != "***@host:6379/0" {
			t.Errorf("got %q", got)
		}
	})
}
