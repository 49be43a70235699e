package backtest

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// digestChunk is how many bytes are hashed at once, about.
const digestChunk = 8 << 10

// digest tells whether two backtests traded the same: the SHA-256, in hexadecimal
// digits, of a line for each trade, also of those that a result omits. What a line
// holds is in docs/backtests.md; numbers are as C writes them with %.9e, so that
// any language can work it out.
func digest(trades []Trade) string {
	hash := sha256.New()
	lines := make([]byte, 0, digestChunk+1024)
	for i := range trades {
		if lines = trades[i].appendLine(lines); len(lines) > digestChunk {
			hash.Write(lines)
			lines = lines[:0]
		}
	}
	hash.Write(lines)
	return hex.EncodeToString(hash.Sum(nil))
}

func (t *Trade) appendLine(to []byte) []byte {
	to = append(to, t.Symbol...)
	for i, pattern := range t.Patterns {
		to = append(append(to, "\t,"[min(i, 1)]), pattern...)
	}
	to = append(append(to, '\t'), t.Direction.String()...)
	for _, d := range [...]Day{t.Entry, t.Exit} {
		to = d.append(append(to, '\t'))
	}
	for _, v := range [...]float64{t.EntryPrice, t.ExitPrice, t.Quantity, t.PnL} {
		to = strconv.AppendFloat(append(to, '\t'), v, 'e', 9, 64)
	}
	to = append(append(to, '\t'), t.Reason...)
	return append(to, '\n')
}
