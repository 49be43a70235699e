// Package feeds is everything that talks to Redis: goroutines that turn what
// arrives into model types and put it into one Hub, from which each screen
// reads at its own pace.
//
// It may not import ui, theme or a terminal library, and nothing in it makes
// the goroutine that reads the wire wait for a screen.
package feeds
