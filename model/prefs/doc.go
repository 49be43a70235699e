// Package prefs is what a person has set beside the settings of the program: saved
// queries, rules, mutes and watchlists. It has a form in TOML and one in JSON, and
// both are read by the same code. It reads no clock and knows no file.
package prefs
