// Package prefs is what a person has set beside the settings of the program: saved
// queries, rules, mutes, watchlists, presets of the form and the columns of the list. What is
// read of TOML and of JSON is the same
// code; its tags are those of JSON. It reads no clock and knows no file.
package prefs
