// Package compare holds the pages on which backtests are compared: all jobs of a
// sweep, as a table and as a heat map over two of its parameters, and a few results
// beside each other. It submits nothing, and knows no other view.
package compare
