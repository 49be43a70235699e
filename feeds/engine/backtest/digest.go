package backtest

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
)

// digestChunk is how many bytes are hashed at once, about.
const digestChunk = 8 << 10

// digest tells whether two backtests traded the same: the SHA-256, in hexadecimal
// digits, of a line for each trade, also of those that a result omits. What a line
// holds is in docs/backtests.md; numbers are as C writes them with %.9e, so that
// any language can work it out.
type digest struct {
	dates *dates
	hash  hash.Hash
	lines []byte // not hashed yet
}

func newDigest(dates *dates) digest {
	return digest{dates, sha256.New(), make([]byte, 0, digestChunk+1024)}
}

func (d *digest) add(t *Trade) {
	if d.lines = t.appendLine(d.lines, d.dates); len(d.lines) > digestChunk {
		d.hash.Write(d.lines)
		d.lines = d.lines[:0]
	}
}

// sum is called once, at the end.
func (d *digest) sum() string {
	d.hash.Write(d.lines)
	return hex.EncodeToString(d.hash.Sum(nil))
}

func (t *Trade) appendLine(to []byte, dates *dates) []byte {
	to = append(to, t.Symbol...)
	for i, pattern := range t.Patterns {
		to = append(append(to, "\t,"[min(i, 1)]), pattern...)
	}
	to = append(append(to, '\t'), t.Direction.String()...)
	for _, d := range [...]Day{t.Entry, t.Exit} {
		to = dates.append(append(to, '\t'), d)
	}
	for _, v := range [...]float64{t.EntryPrice, t.ExitPrice, t.Quantity, t.PnL} {
		to = strconv.AppendFloat(append(to, '\t'), v, 'e', 9, 64)
	}
	to = append(append(to, '\t'), t.Reason...)
	return append(to, '\n')
}
