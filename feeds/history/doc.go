// Package history keeps alerts on disk, with the marks and acknowledgements of the
// person, so that a restart shows the day so far.
//
// One file is kept for each Redis, which any number of decks may write at once. A
// deck goes on whatever is wrong with it: that is said in words. The package knows no
// Redis, and reads the JSON of alerts through feeds/wire alone.
package history
