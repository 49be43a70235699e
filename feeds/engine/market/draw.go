package market

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// rng draws the numbers of one thing, such as a symbol's days: it depends on
// the seed and on the thing's name, and on no other rng.
type rng struct {
	pcg   rand.PCG
	spare float64 // a normal number that was drawn with the one before
	has   bool
}

func newRng(seed uint64, name string) *rng {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	r := &rng{}
	r.pcg.Seed(seed, h.Sum64())
	return r
}

// uniform is in (0, 1): never 0, so that it has a logarithm.
func (r *rng) uniform() float64 { return (float64(r.pcg.Uint64()>>12) + 0.5) * 0x1p-52 }

// normal is of mean 0 and variance 1, by Marsaglia's polar method: A Convenient
// Method for Generating Normal Variables, SIAM Review 6 (1964). It needs
// nothing but a logarithm and a root, so that it is exactly repeatable.
func (r *rng) normal() float64 {
	if r.has {
		r.has = false
		return r.spare
	}
	for {
		u, v := float64(2*r.uniform())-1, float64(2*r.uniform())-1
		q := float64(u*u) + float64(v*v)
		if q >= 1 || q == 0 {
			continue
		}
		f := math.Sqrt(float64(-2*ln(q)) / q)
		r.spare, r.has = v*f, true
		return u * f
	}
}

// shock is of mean 0 and variance 1 with tails heavier than a normal number's
// (kurtosis 5.7): one in seventeen is drawn two and a half times as wide.
func (r *rng) shock() float64 {
	const rare, wide = 0.06, 2.5
	const scale = 0.87204 // 1/√(1 − rare + rare·wide²)
	z := r.normal() * scale
	if r.uniform() < rare {
		z *= wide
	}
	return z
}

// garch is the variance of returns of variance 1, which rises after large ones
// and falls slowly: GARCH(1,1), Bollerslev, Journal of Econometrics 31 (1986),
// h' = (1 − α − β) + α·x² + β·h.
type garch float64

const (
	garchAlpha = 0.09
	garchBeta  = 0.89
	garchMost  = 12 // a market that is this wild gets no wilder
)

func (h *garch) after(x float64) {
	next := (1 - garchAlpha - garchBeta) + float64(garchAlpha*float64(x*x)) + float64(garchBeta*float64(*h))
	*h = garch(min(next, garchMost))
}
