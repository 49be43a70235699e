package draw

// CountWithin writes a whole number in at most w cells: as Count does where that
// fits, else as Short does, which takes five.
func CountWithin(n uint64, w int) string {
	if s := Count(n); len(s) <= w {
		return s
	}
	return Short(float64(n))
}
