package market

import "math"

// The standard library's Exp and Log are written in assembly for some
// processors, and Go lets a compiler fuse x*y + z where it has one instruction
// for it: both change last bits, and a bit is enough for another price after
// years of them. So these are our own, and every product in this package that
// is added to something passes through float64(), which forbids the fusing.
// Sqrt is exact everywhere: IEEE 754 demands it.

// artanh has the coefficients of s²⁰ to s² in (artanh s)/s, as 1 is added last.
var artanh = [...]float64{1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3}

// taylor has the coefficients of r¹³ to r⁰ in e^r, |r| < 0.347: 1/n!.
var taylor = [...]float64{
	1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
	1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2, 1, 1,
}

// ln is the natural logarithm of a positive normal number, to about 1e-16.
func ln(x float64) float64 {
	bits := math.Float64bits(x)
	e := int(bits>>52) - 1023
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52) // x = m·2^e, 1 ≤ m < 2
	if m > math.Sqrt2 {
		m /= 2
		e++
	}
	// ln m = 2·artanh s, s = (m−1)/(m+1), |s| < 0.172
	s := (m - 1) / (m + 1)
	q := float64(s * s)
	sum := 0.0
	for i := range artanh { // by index: a range over values copies the array
		sum = float64((sum + artanh[i]) * q)
	}
	return float64(float64(e)*math.Ln2) + float64(2*s) + float64(float64(2*s)*sum)
}

// exp is e to the power of x for |x| < 700, to about 1e-16.
func exp(x float64) float64 {
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	// Ln2 in two parts, as fdlibm has it: k·high is exact.
	const high, low = 6.93147180369123816490e-01, 1.90821492927058770002e-10
	r := x - float64(k*high) - float64(k*low)
	sum := 0.0
	for i := range taylor {
		sum = float64(sum*r) + taylor[i]
	}
	return sum * math.Float64frombits(uint64(1023+int(k))<<52)
}

// cents rounds a price to what it is quoted in: at least a cent.
func cents(price float64) float64 { return max(math.Round(float64(price*100)), 1) / 100 }
