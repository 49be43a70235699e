// Package feeds brings Redis into a hub and back: it starts what subscribes,
// decodes, loads and asks, from the packages below it, against one Redis.
//
// It may not import ui, theme or a terminal library, and nothing in it makes
// the goroutine that reads the wire wait for a screen.
package feeds
