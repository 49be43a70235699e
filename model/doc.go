// Package model is the domain of tickdeck: alerts, jobs, channel statistics,
// health, and the state that a screen shows.
//
// It may import the standard library only. It does no I/O, knows no terminal
// and reads no clock: every time it needs is handed to it.
package model
