// Package history keeps alerts on disk, with the marks, acknowledgements and queries of
// the person, so that a restart shows the day so far, and the person's jobs with their
// results, which outlive their records in Redis.
//
// One file of alerts and one of jobs are kept for each Redis, which any number of decks may write at once. A
// deck goes on whatever is wrong with it: that is said in words. The package knows no
// Redis, and reads the JSON of alerts and jobs through feeds/wire alone.
package history
