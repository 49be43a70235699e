package model

import "time"

// Key tells an alert from all others, in every process and in every run of the
// program: marks and acknowledgements are kept on disk under it, so that what goes
// into it may not change. It is of the publisher's id, else of the event's time,
// besides symbol, pattern and timeframe: what a repetition has in common with the
// first arrival. Of an alert without both, it is of its figures and the minute of
// its arrival.
func (a *Alert) Key() uint64 {
	k := key(fnvOffset).text(a.ID).text(a.Symbol).text(a.Pattern).text(a.Timeframe)
	if a.ID != "" {
		return uint64(k)
	}
	k = k.number(uint64(a.Direction))
	if !a.EventTime.IsZero() {
		return uint64(k.number(uint64(a.EventTime.Unix())).number(uint64(a.EventTime.Nanosecond())))
	}
	return uint64(k.figure(a.Confidence).figure(a.Price).number(uint64(a.Arrived.Truncate(time.Minute).Unix())))
}

// key is an FNV-1a hash on its way.
type key uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func (k key) byte(b byte) key { return (k ^ key(b)) * fnvPrime }

// text ends with a zero, so that "A"+"B" is not "AB"; clean text has none in it.
func (k key) text(s string) key {
	for i := range len(s) {
		k = k.byte(s[i])
	}
	return k.byte(0)
}

func (k key) number(n uint64) key {
	for shift := 0; shift < 64; shift += 8 {
		k = k.byte(byte(n >> shift))
	}
	return k
}

// figure takes a number to six digits behind the point: None is one of its own.
func (k key) figure(f float64) key {
	if !Known(f) {
		return k.byte(0)
	}
	return k.byte(1).number(uint64(int64(f * 1e6)))
}
