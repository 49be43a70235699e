// Package study is the event study: what the price did after each pattern,
// against what the same symbols did on the same dates. Method, formulas and
// sources are in docs/event-study.md.
//
// Bars go in and a table comes out. It reads no clock and no file, knows neither
// Redis nor which patterns there are, and the same bars give the same table, to
// the last bit, however many processors work on it.
package study
