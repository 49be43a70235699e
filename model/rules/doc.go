// Package rules says what a person wants done about alerts: which of them a rule
// speaks of, when it fires and when it is held back, and what is muted.
//
// It does nothing of that itself. It reads no clock but the times that it is
// given, and knows neither files nor Redis nor a screen.
package rules
