package jobs

// The marks that the view draws itself.
const (
	separator = " · " // between facts
	arrow     = " → " // from → to
	minusSign = "−"
	cutMark   = "…"
)
