package backtest

import "math/bits"

// set is a set of symbols by their places, which it hands over in their order.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) add(i int)    { s[i/64] |= 1 << (i % 64) }
func (s set) remove(i int) { s[i/64] &^= 1 << (i % 64) }

// next is the first from i on, or none.
func (s set) next(i int) int {
	for word := i / 64; word < len(s); word++ {
		if rest := s[word] >> (i % 64) << (i % 64); rest != 0 {
			return word*64 + bits.TrailingZeros64(rest)
		}
		i = 0
	}
	return none
}

func (s set) size() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}
