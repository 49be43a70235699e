// Package results is the page of what one backtest came to: the verdict first, what there
// is to doubt of it, and behind tabs all that its publisher sent. It reads a result when
// somebody opens it, and submits nothing.
package results
