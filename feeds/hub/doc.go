// Package hub holds what is everyone's: the history of the feed, the jobs, the
// publishers' health, what could not be read, and the books of every channel.
// Subscribers put in what they decoded; each screen reads at its own pace, by a
// snapshot that is shared and never changes.
//
// It knows no Redis and no JSON, and taking something in never waits for a
// reader.
package hub
