package theme

// Named is a style by the name that people write, and whether there is one.
func (s *Styles) Named(name string) (Paint, bool) {
	switch name {
	case "bright":
		return s.Bright, true
	case "good":
		return s.Good, true
	case "warn":
		return s.Warn, true
	case "bad":
		return s.Bad, true
	case "bull":
		return s.Bull, true
	case "bear":
		return s.Bear, true
	case "even":
		return s.Even, true
	case "focus":
		return s.Focus, true
	case "faint":
		return s.Faint, true
	}
	return Paint{}, false
}
