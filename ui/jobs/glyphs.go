package jobs

import "tickdeck/theme"

// The marks that the view draws itself.
const (
	separator = theme.Separator
	arrow     = " " + theme.GlyphTo + " "
	minusSign = theme.GlyphMinus
	cutMark   = theme.GlyphMore
)
