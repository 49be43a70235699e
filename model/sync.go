package model

// Sync says whether a person's preferences are kept in Redis as well.
type Sync struct {
	On   bool
	File string // where it is noted what was agreed with which Redis; "" for nowhere
}
