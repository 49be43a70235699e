package backtest

// outcome is what became of a signal: each has exactly one, so that signals =
// traded + skipped holds for every symbol and every pattern.
type outcome uint8

const (
	traded outcome = iota
	belowConfidence
	withoutMeaning
	outweighed
	notAllowed
	alreadyHeld
	tooLate
	noSlot
	noRange
	noVolume
	noFunds
	outcomes // how many there are
)

// book counts signals by what became of them.
type book [outcomes]int

func (b *book) add(o *book) {
	for i := range b {
		b[i] += o[i]
	}
}

func (b *book) signals() (n int) {
	for _, each := range b {
		n += each
	}
	return n
}

// Skipped counts the signals that opened no trade, by the reason.
type Skipped struct {
	Confidence int `json:"confidence"` // below min_confidence
	Neutral    int `json:"neutral"`    // a neutral pattern, ignored or without a trend to turn
	Outweighed int `json:"outweighed"` // the call of the bar was the opposite, or none was made for a draw
	Direction  int `json:"direction"`  // the parameters do not trade this direction; it may have ended a trade
	Held       int `json:"held"`       // there was a position already
	Late       int `json:"late"`       // no bar came after it
	Slots      int `json:"slots"`      // every slot was taken
	Volatility int `json:"volatility"` // there was no average range to size it by
	Volume     int `json:"volume"`     // nobody traded on the signal's bar, and volume is limited
	Funds      int `json:"funds"`      // there was not enough cash
}

func (b *book) skipped() Skipped {
	return Skipped{
		Confidence: b[belowConfidence], Neutral: b[withoutMeaning], Outweighed: b[outweighed], Direction: b[notAllowed],
		Held: b[alreadyHeld], Late: b[tooLate], Slots: b[noSlot], Volatility: b[noRange],
		Volume: b[noVolume], Funds: b[noFunds],
	}
}

// note enters what became of all signals of a decision.
func (in *instrument) note(d *decision, what outcome) {
	for _, pattern := range in.patterns(d) {
		in.books[pattern][what]++
	}
}
