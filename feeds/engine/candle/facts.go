package candle

// facts about the newest candle that rules ask for first. They are found out once
// for all rules, and without a branch: half of the answers cannot be predicted.
// A digit at the end is the position in the pattern whose averages are meant.
type facts uint32

const (
	long0        facts = 1 << iota // the body is longer than the average
	long1                          //
	long2                          //
	short0                         // the body is shorter than the average
	short1                         //
	short2                         //
	notLong1                       // the body is at most the average
	doji0                          // the body is that of a doji
	doji1                          //
	bareOpen0                      // no or a very short shadow at the open
	bareOpen1                      //
	bareClose0                     // no or a very short shadow at the close
	bareTop1                       // no or a very short upper shadow
	bareFoot1                      // no or a very short lower shadow
	stubs0                         // both shadows are short
	whiskers                       // both shadows are longer than the body
	covers                         // the body reaches to both ends of the one before, or over them
	covered                        // the body lies within the one before
	opensLow                       // the open is below the low before
	opensHigh                      // the open is above the high before
	afterLong                      // the candle before had long0
	afterLong2                     // the candle before that had long0
	afterCovers                    // the candle before had covers
	afterCovered                   // the candle before had covered
	trapped                        // a trap at most confirmBars ago
	trappedTwice                   // one after two inside bars in a row
	factBits     = iota
)

// bit is 1 or 0.
func bit(b bool) facts {
	if b {
		return 1
	}
	return 0
}

// size is what is to be known of a candle by itself.
func (c *candle) size() facts {
	tiny0, tiny1, small := c.veryShort(0), c.veryShort(1), c.shortShadow(0)
	white := bit(c.white)
	top0, foot0 := bit(c.upper < tiny0), bit(c.lower < tiny0)
	top1, foot1 := bit(c.upper < tiny1), bit(c.lower < tiny1)
	return bit(c.body > c.body10[0])*long0 | bit(c.body > c.body10[1])*long1 | bit(c.body > c.body10[2])*long2 |
		bit(c.body < c.body10[0])*short0 | bit(c.body < c.body10[1])*short1 | bit(c.body < c.body10[2])*short2 |
		bit(c.body <= c.body10[1])*notLong1 |
		bit(c.body <= c.doji(0))*doji0 | bit(c.body <= c.doji(1))*doji1 |
		(top0^(top0^foot0)&white)*bareOpen0 | (top1^(top1^foot1)&white)*bareOpen1 |
		(foot0^(top0^foot0)&white)*bareClose0 | top1*bareTop1 | foot1*bareFoot1 |
		bit(c.upper < small)*bit(c.lower < small)*stubs0 |
		bit(c.upper > c.body)*bit(c.lower > c.body)*whiskers
}

// place is what is to be known of a candle beside the one before it, whose facts
// are given.
func (c *candle) place(before *candle, last facts) facts {
	return bit(c.top >= before.top)*bit(c.bottom <= before.bottom)*covers |
		bit(c.top <= before.top)*bit(c.bottom >= before.bottom)*covered |
		bit(c.open < before.low)*opensLow | bit(c.open > before.high)*opensHigh |
		last/long0&1*afterLong | last/afterLong&1*afterLong2 |
		last/covers&1*afterCovers | last/covered&1*afterCovered
}

// past is what the last bars looked like, the newest in the lowest bits.
type past struct {
	facts                    facts
	colours, gaps            uint
	insides, traps, narrower uint
}

// add takes in the newest candle.
func (p *past) add(c, before *candle) {
	p.colours = p.colours<<1 | uint(bit(c.white))
	p.gaps = p.gaps<<gapBits | uint(bit(c.gapsUp(before))*gapUp|bit(c.gapsDown(before))*gapDown)
	trap := p.insides & uint(bit(c.shadowsUp(before))|bit(c.shadowsDown(before)))
	p.traps = p.traps<<1 | trap
	p.narrower = p.narrower<<1 | trap&(p.insides>>1)
	p.insides = p.insides<<1 | uint(bit(c.inside))
	const lately = 1<<(confirmBars+1) - 1
	p.facts = c.size() | c.place(before, p.facts) |
		bit(p.traps&lately != 0)*trapped | bit(p.narrower&lately != 0)*trappedTwice
}

// shape is the index of the masks of shapes.
func (p *past) shape() uint {
	return p.colours&(1<<colourBits-1) |
		(p.gaps&(1<<(2*gapBits)-1))<<colourBits |
		(p.gaps>>(3*gapBits)&(1<<gapBits-1))<<(colourBits+2*gapBits)
}
