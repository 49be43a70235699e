package theme

// The palettes. Texts reach a contrast of 4.5:1 against the background they are
// made for and on the selected row; faint ones, borders and curves at least 3:1.
var (
	darkPalette = palette{
		text: "#c9d1d9", bright: "#ffffff", faint: "#7d8796", border: "#525c6d", accent: "#58b8ff",
		good: "#56d38a", warn: "#e8b339", bad: "#ff6b6b", bull: "#3fd08a", bear: "#ff7575", even: "#c8a2ff",
		fill: "#58b8ff", track: "#3b4452", spark: "#4d88b6", delay: "#d9a648", badge: "#e8b339", badgeOn: "#14181f",
		selected: "#1b344d",
	}
	lightPalette = palette{
		text: "#24292f", bright: "#000000", faint: "#656d78", border: "#8a94a0", accent: "#0057ae",
		good: "#116b35", warn: "#8a5300", bad: "#b3131d", bull: "#0b6e3b", bear: "#b3131d", even: "#6b3fb0",
		fill: "#2f7fd1", track: "#ccd3db", spark: "#4680b8", delay: "#955800", badge: "#8a5300", badgeOn: "#ffffff",
		selected: "#cfe4fb",
	}
)

// The palettes of sixteen colours, by their ANSI numbers: 1 red, 2 green, 3
// yellow, 4 blue, 5 magenta, 6 cyan, 8 bright black.
var (
	plainPalette = palette{
		faint: "8", border: "8", accent: "6", good: "2", warn: "3", bad: "1", bull: "2", bear: "1", even: "5",
		fill: "4", track: "8", spark: "4", delay: "3",
	}
	plainColorblind = palette{
		faint: "8", border: "8", accent: "6", good: "4", warn: "3", bad: "5", bull: "4", bear: "5",
		fill: "6", track: "8", spark: "6", delay: "3",
	}
)

// colorblind replaces red and green by orange and blue, which people with any
// of the common kinds of colour blindness tell apart (after Okabe and Ito).
func (p palette) colorblind(dark bool) palette {
	if dark {
		p.good, p.bull, p.warn, p.bad, p.bear = "#56b4e9", "#56b4e9", "#f0e442", "#ff9a3c", "#ff9a3c"
		p.fill, p.spark, p.delay = "#a9b8c9", "#7f8d9b", "#cc79a7"
		return p
	}
	p.good, p.bull, p.warn, p.bad, p.bear = "#005b8f", "#005b8f", "#7a5d00", "#a34300", "#a34300"
	p.fill, p.spark, p.delay = "#4a5868", "#66727f", "#8f3f6d"
	return p
}
