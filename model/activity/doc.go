// Package activity counts the candles on which patterns were found: by symbol, by
// pattern and by timeframe, in the last hour and since counting began. It reads
// a feed on from where it stopped, so that its cost is that of what is new; it
// does no I/O and reads no clock.
package activity
