// Package rules is the page of the rules: what each is about, what it does, how often
// it fired and was held back today, and what it would have done about everything that
// is kept.
package rules
