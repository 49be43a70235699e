// Package verdict says in words what a backtest came to, and what there is to doubt of
// it. Its thresholds and their sources stand in docs/backtests.md. It reads no clock and
// knows no screen: the page of a result and its report in Markdown say the same.
package verdict
