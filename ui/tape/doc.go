// Package tape is the feed as one person looks at it: the alerts that a query
// matches, a row for each candle or for each alert, in the order that was asked
// for. What is new costs what is new, however much is held; a new query looks at
// everything once, the newest first and a part at a time, so that a screen has
// what it shows at once.
package tape
