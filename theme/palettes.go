package theme

// The palettes. Texts reach a contrast of 4.5:1 against the background they are
// made for and on the selected row; faint ones, borders and curves at least 3:1.
var (
	darkPalette = palette{
		text: "#c9d1d9", bright: "#ffffff", faint: "#7d8796", border: "#525c6d", accent: "#58b8ff",
		good: "#56d38a", warn: "#e8b339", bad: "#ff6b6b", bull: "#3fd08a", bear: "#ff7575", even: "#c8a2ff",
		fill: "#58b8ff", track: "#3b4452", spark: "#4d88b6", delay: "#d9a648", badge: "#e8b339", badgeOn: "#14181f",
		selected: "#1b344d", heat: [...]string{"#0f1823", "#142536", "#19344d", "#1c4061", "#1f4d73"},
		loss: "#a85858", gains: [...]string{"#0e1c16", "#12281d", "#173826", "#1c4a31", "#205c3c"},
		losses: [...]string{"#221316", "#331a1e", "#472228", "#5c2a31", "#71323a"},
	}
	lightPalette = palette{
		text: "#24292f", bright: "#000000", faint: "#656d78", border: "#8a94a0", accent: "#0057ae",
		good: "#116b35", warn: "#8a5300", bad: "#b3131d", bull: "#0b6e3b", bear: "#b3131d", even: "#6b3fb0",
		fill: "#2f7fd1", track: "#ccd3db", spark: "#4680b8", delay: "#955800", badge: "#8a5300", badgeOn: "#ffffff",
		selected: "#cfe4fb", heat: [...]string{"#f0f6fd", "#e0edfa", "#cde2f7", "#b7d5f3", "#9fc6ee"},
		loss: "#c96a70", gains: [...]string{"#eef8f1", "#dbf1e2", "#c5e8d1", "#acddbd", "#90d1a7"},
		losses: [...]string{"#fdf0f0", "#fae0e1", "#f6cccf", "#f1b7bb", "#eb9fa5"},
	}
)

// The palettes of sixteen colours, by their ANSI numbers: 1 red, 2 green, 3
// yellow, 4 blue, 5 magenta, 6 cyan, 8 bright black.
var (
	plainPalette = palette{
		faint: "8", border: "8", accent: "6", good: "2", warn: "3", bad: "1", bull: "2", bear: "1", even: "5",
		fill: "4", track: "8", spark: "4", delay: "3", loss: "1",
	}
	plainColorblind = palette{
		faint: "8", border: "8", accent: "6", good: "4", warn: "3", bad: "5", bull: "4", bear: "5",
		fill: "6", track: "8", spark: "6", delay: "3", loss: "5",
	}
)

// colorblind replaces red and green by orange and blue, which people with any
// of the common kinds of colour blindness tell apart (after Okabe and Ito).
func (p palette) colorblind(dark bool) palette {
	if dark {
		p.good, p.bull, p.warn, p.bad, p.bear = "#56b4e9", "#56b4e9", "#f0e442", "#ff9a3c", "#ff9a3c"
		p.fill, p.spark, p.delay = "#a9b8c9", "#7f8d9b", "#cc79a7"
		p.loss = "#b06d2f"
		p.gains = [...]string{"#10202c", "#142c3e", "#193c54", "#1e4c6b", "#245d83"}
		p.losses = [...]string{"#241a10", "#352514", "#4a3218", "#5f3f1d", "#754d22"}
		return p
	}
	p.good, p.bull, p.warn, p.bad, p.bear = "#005b8f", "#005b8f", "#7a5d00", "#a34300", "#a34300"
	p.fill, p.spark, p.delay = "#4a5868", "#66727f", "#8f3f6d"
	p.loss = "#b8763a"
	p.gains = [...]string{"#edf5fb", "#d9eaf6", "#c2ddf0", "#a8cfe9", "#8cbfe1"}
	p.losses = [...]string{"#fdf3ea", "#fae5d2", "#f6d5b7", "#f1c49a", "#ebb27c"}
	return p
}

// onHeat are the colours for the grounds of heat, which take contrast away from
// those that are made for the terminal's own.
func (p palette) onHeat(dark bool) palette {
	if dark {
		p.text, p.faint, p.accent, p.fill, p.spark, p.delay = "#d3dae2", "#9fb0c3", "#7cc8ff", "#7cc8ff", "#62a2d6", "#e8bd6a"
		p.good, p.warn, p.bad, p.bull, p.bear, p.even = "#66e3a6", "#f0c25a", "#ffaaaa", "#4be3a0", "#ffaaaa", "#dcc4ff"
		return p
	}
	p.faint, p.accent, p.fill, p.spark, p.delay = "#4f5762", "#004a94", "#2a6cb0", "#2a6cb0", "#734400"
	p.good, p.warn, p.bad, p.bull, p.bear, p.even = "#0a5a2c", "#673e00", "#8f0e17", "#095430", "#8f0e17", "#522c94"
	return p
}

// colorblindOnHeat is colorblind for the grounds of heat, which are grey: blue
// stands for what rises.
func (p palette) colorblindOnHeat(dark bool) palette {
	if dark {
		p.heat = [...]string{"#15181d", "#20262e", "#2c343e", "#363f4b", "#404b59"}
		p.good, p.bull, p.warn, p.bad, p.bear = "#8fd0f5", "#8fd0f5", "#f0e442", "#ffb066", "#ffb066"
		p.fill, p.spark, p.delay = "#a9b8c9", "#a9b8c9", "#dfa3c3"
		return p
	}
	p.heat = [...]string{"#f2f4f6", "#e5e9ed", "#d6dce2", "#c6ced7", "#b5bfca"}
	p.good, p.bull, p.warn, p.bad, p.bear = "#00466e", "#00466e", "#564200", "#773100", "#773100"
	p.accent, p.fill, p.spark, p.delay = "#004687", "#4a5868", "#4a5868", "#7a3159"
	return p
}
