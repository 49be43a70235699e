package model

import (
	"net/url"
	"strings"
)

// MaskURL returns the URL of a server with *** for its password, fit to be
// printed. Of what is no URL, everything before the last @ is masked.
func MaskURL(text string) string {
	u, err := url.Parse(text)
	scheme, rest, ok := strings.Cut(text, "://")
	if err != nil || !ok {
		if at := strings.LastIndexByte(text, '@'); at >= 0 {
			return "***" + text[at:]
		}
		return text
	}
	if _, secret := u.User.Password(); !secret {
		return text
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@')
	name, _, _ := strings.Cut(rest[:at], ":")
	return scheme + "://" + name + ":***" + rest[at:]
}
