package pane

// Cache keeps the lines drawn under a key made of everything they depend on:
// there is no dirty flag to forget.
type Cache[K comparable] struct {
	key   K
	lines []string
	full  bool
}

// Lines returns what was drawn under this key, or draws it anew into the memory
// of the old lines.
func (c *Cache[K]) Lines(key K, draw func(dst []string) []string) []string {
	if !c.full || key != c.key {
		c.key, c.full = key, true
		c.lines = draw(c.lines[:0])
	}
	return c.lines
}

// Size is a width and a height in cells.
type Size struct{ W, H int }

// Inner is the room inside the border of an overlay.
func (s Size) Inner() Size { return Size{max(0, s.W-2), max(0, s.H-2)} }
