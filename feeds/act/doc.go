// Package act carries out what rules do outside of the deck: it runs commands and
// posts to webhooks. Each has a limit of time, of output and of how many are under way,
// and what an alert says never becomes part of a command's text. It decides nothing,
// and knows neither Redis nor a screen.
package act
