package prefs

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"tickdeck/model/prefs"
)

// part is one table of preferences as it stands on one side.
type part struct {
	there   bool // it was ever set
	locked  bool // it is left as it is, since it cannot be read
	empty   bool
	digest  string
	changed time.Time
}

// verdict is what is to be done about one table.
type verdict uint8

const (
	leave verdict = iota // nothing, and nothing is agreed
	same
	take      // theirs is put in force here
	give      // ours is written there
	takeNewer // as take, though ours was changed as well
	giveNewer // as give, though theirs was changed as well
)

// decide compares one table here and in Redis with what both had when they last were
// the same; common is "" if that is not known. Only where both have changed since
// does the time count: the clocks of two machines differ.
func decide(common string, here, there part) verdict {
	switch {
	case there.locked || here.locked:
		return leave
	case !there.there && (here.empty || !here.there):
		return leave
	case !there.there:
		return give
	case here.digest == there.digest:
		return same
	case !here.there, common == here.digest, common == "" && here.empty:
		return take
	case common == there.digest:
		return give
	case here.changed.After(there.changed):
		return giveNewer
	}
	return takeNewer
}

// digest is the same for tables that say the same, wherever they were written.
func digest(table string, p prefs.Prefs) string {
	text, err := json.Marshal(p.Part(table).Portable())
	if err != nil {
		return "" // a year of five digits: it is compared with nothing, and cannot be written either
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
