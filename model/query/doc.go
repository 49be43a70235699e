// Package query is the language in which a person says which alerts, jobs or trades
// are meant: symbol:AAPL,MSFT conf>=0.8 -pattern:doji*. It reads no clock and does no
// input or output: what a query needs to know beside the alert itself is handed in.
//
// A text is parsed once, in time that grows with its length alone, and matched
// against millions of alerts without allocating.
package query
