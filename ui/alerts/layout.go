package alerts

import "tickdeck/model/prefs"

// needs are the cells that the rows on the screen would take in the columns whose
// width depends on what is in them.
type needs struct {
	symbol, dir, frame, price int
	single                    bool // a row stands for one alert: seconds and ages count
}

// The widths that do not change with the room there is, without the blanks before
// them.
const (
	marksWidth   = 2 // the cursor, and what was noted
	edgeWidth    = 1 // the blank at the right
	confWidth    = 4
	barWidth     = 5
	agoWidth     = 4
	timesWidth   = 3
	volumeWidth  = 6
	latencyWidth = 7
)

// The least and the most that a column takes which depends on what is in it.
const (
	minuteWidth   = len("15:04")
	secondWidth   = len("15:04:05")
	symbolLeast   = len("SYMBOL")
	dirLeast      = 3
	dirMost       = 7
	frameLeast    = 4
	frameMost     = 8
	priceLeast    = 7
	patternLeast  = 8
	patternCommon = len("Three White Soldiers +2")
	patternMost   = patternCommon + 12 // the others' names
)

// natural is how wide a column is whose width nobody has chosen; of the pattern the
// least.
func natural(is, w int, n *needs) int {
	switch is {
	case colTime:
		if n.single {
			return secondWidth
		}
		return minuteWidth
	case colSymbol:
		return max(symbolLeast, min(n.symbol, w/4))
	case colDir:
		return max(dirLeast, min(n.dir, dirMost))
	case colPattern:
		return patternLeast
	case colFrame:
		return max(frameLeast, min(n.frame, frameMost))
	case colPrice:
		return max(priceLeast, n.price)
	}
	return [...]int{
		colConf: confWidth, colBar: barWidth, colAgo: agoWidth, colTimes: timesWidth, colVolume: volumeWidth,
		colArrived: secondWidth, colLatency: latencyWidth, colMetadata: 0,
	}[is]
}

// usual are the columns of a list for a width and for what the rows need, where nobody
// has chosen them. What tells alerts apart comes first, then the names of the others on
// a candle; the bar only says the confidence once more.
func usual(dst []cell, w int, n needs) columns {
	dst = dst[:0]
	for _, is := range [...]int{colTime, colSymbol, colDir, colPattern, colFrame, colConf, colBar, colPrice, colAgo, colTimes} {
		dst = append(dst, cell{is: is, kind: allColumns[is].kind, gap: allColumns[is].gap})
	}
	dst[0].gap = 0
	rest := w - marksWidth - edgeWidth
	full := false
	take := func(i, width int) { // what comes later in the order must not jump ahead
		if full = full || rest < width; !full {
			dst[i].width = width - dst[i].gap
			rest -= width
		}
	}
	always := [...]int{0, 1, 2, 3, 5}
	for _, i := range always {
		dst[i].width = natural(dst[i].is, w, &n)
		rest -= dst[i].gap + dst[i].width
	}
	pattern := &dst[3].width
	widen := func(to int) {
		more := max(0, min(rest, to-*pattern))
		*pattern += more
		rest -= more
	}
	take(4, 2+natural(colFrame, w, &n))
	take(7, 2+natural(colPrice, w, &n))
	widen(patternCommon)
	take(9, 1+timesWidth)
	if n.single {
		take(8, 1+agoWidth)
	}
	widen(patternMost)
	take(6, 1+barWidth)
	*pattern = max(4, *pattern+rest)
	return columns{cells: kept(dst), width: w, whole: !n.single}
}

// kept are the cells that have room.
func kept(all []cell) []cell {
	n := 0
	for _, c := range all {
		if c.width > 0 {
			all[n] = c
			n++
		}
	}
	return all[:n]
}

// chosen lays out the columns that a person wants, in that order: their widths are set
// where the person or what is in them says so. What has no room is left out from the
// end, and the pattern takes what is left.
func chosen(cells []cell, w int, n needs) columns {
	rest := w - marksWidth - edgeWidth
	open := -1 // the pattern, where its width is not chosen
	for i := range cells {
		c := &cells[i]
		if c.gap = allColumns[c.is].gap; i == 0 {
			c.gap = 0
		} else if cells[i-1].kind != left && c.kind == left {
			c.gap = 2 // it would join the number before
		}
		if c.width == 0 {
			if c.is == colPattern {
				open = i
			}
			c.width = max(1, natural(c.is, w, &n))
		}
		if c.is == colDir {
			c.width = max(c.width, dirLeast)
		}
		if i == 0 {
			c.width = max(1, min(c.width, rest))
		}
		if c.gap+c.width > rest {
			cells = cells[:i]
			break
		}
		rest -= c.gap + c.width
	}
	if open >= 0 && open < len(cells) {
		cells[open].width += rest
	}
	return columns{cells: cells, width: w, whole: !n.single}
}

// usualNames are the columns that a list has by itself, as the dialog begins with them.
func usualNames(single bool) (out []prefs.Column) {
	for _, is := range [...]int{colTime, colSymbol, colDir, colPattern, colFrame, colConf, colBar, colPrice, colAgo, colTimes} {
		if is != colAgo || single {
			out = append(out, prefs.Column{Name: allColumns[is].name})
		}
	}
	return out
}
