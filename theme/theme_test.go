package theme

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

// The definitions of luminance and contrast are those of WCAG 2.2.

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var rgb [3]uint8
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatalf("%q is not a colour: %v", hex, err)
	}
	sum := 0.0
	for i, weight := range [...]float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastIsWhatWCAGSays(t *testing.T) {
	if got := contrast(t, "#ffffff", "#000000"); math.Abs(got-21) > 1e-9 {
		t.Errorf("white on black is %.3f", got)
	}
	if got := contrast(t, "#767676", "#ffffff"); math.Abs(got-4.54) > 0.01 {
		t.Errorf("#767676 on white is %.3f", got)
	}
}

func TestEveryColourCanBeSeen(t *testing.T) {
	for name, c := range map[string]struct {
		palette
		ground string
	}{
		"dark": {darkPalette, "#000000"}, "light": {lightPalette, "#ffffff"},
		"colorblind dark":  {darkPalette.colorblind(true), "#000000"},
		"colorblind light": {lightPalette.colorblind(false), "#ffffff"},
	} {
		p := c.palette
		texts := map[string]string{
			"text": p.text, "bright": p.bright, "accent": p.accent, "good": p.good, "warn": p.warn, "bad": p.bad,
			"bull": p.bull, "bear": p.bear, "even": p.even,
		}
		lines := map[string]string{"faint": p.faint, "border": p.border, "fill": p.fill, "spark": p.spark, "delay": p.delay, "loss": p.loss}
		for what, hex := range texts {
			if got := contrast(t, hex, c.ground); got < 4.5 {
				t.Errorf("%s: %s reaches %.2f", name, what, got)
			}
			if got := contrast(t, hex, p.selected); got < 4.5 {
				t.Errorf("%s: %s on the selected row reaches %.2f", name, what, got)
			}
		}
		for what, hex := range lines {
			if got := contrast(t, hex, c.ground); got < 3 {
				t.Errorf("%s: %s reaches %.2f", name, what, got)
			}
		}
		for what, hex := range map[string]string{"faint": p.faint, "fill": p.fill, "spark": p.spark, "delay": p.delay} {
			if got := contrast(t, hex, p.selected); got < 3 {
				t.Errorf("%s: %s on the selected row reaches %.2f", name, what, got)
			}
		}
		if got := contrast(t, p.badgeOn, p.badge); got < 4.5 {
			t.Errorf("%s: the badge reaches %.2f", name, got)
		}
	}
}

func TestEveryColourCanBeSeenOnEachGroundOfHeat(t *testing.T) {
	for name, c := range map[string]struct {
		palette
		page string
	}{
		"dark": {darkPalette.onHeat(true), "#000000"}, "light": {lightPalette.onHeat(false), "#ffffff"},
		"colorblind dark":  {darkPalette.onHeat(true).colorblindOnHeat(true), "#000000"},
		"colorblind light": {lightPalette.onHeat(false).colorblindOnHeat(false), "#ffffff"},
	} {
		p, below := c.palette, 1.0
		for i, ground := range p.heat {
			if got := contrast(t, ground, c.page); got < 1.07*below {
				t.Errorf("%s: ground %d stands out by %.2f, the one below it by %.2f", name, i, got, below)
			} else {
				below = got
			}
			for what, hex := range map[string]string{
				"text": p.text, "bright": p.bright, "accent": p.accent, "good": p.good, "warn": p.warn, "bad": p.bad,
				"bull": p.bull, "bear": p.bear, "even": p.even,
			} {
				if got := contrast(t, hex, ground); got < 4.5 {
					t.Errorf("%s: %s on ground %d reaches %.2f", name, what, i, got)
				}
			}
			for what, hex := range map[string]string{"faint": p.faint, "fill": p.fill, "spark": p.spark, "delay": p.delay} {
				if got := contrast(t, hex, ground); got < 3 {
					t.Errorf("%s: %s on ground %d reaches %.2f", name, what, i, got)
				}
			}
		}
	}
}

func TestWithoutGroundsHeatLooksLikeTheRest(t *testing.T) {
	for i, s := range Plain("auto", true).Heat {
		if s != Plain("auto", true).Styles {
			t.Errorf("step %d differs", i)
		}
	}
	if h := New("dark", true).Heat; h[0] == h[1] || h[3] == h[4] {
		t.Error("the steps are the same")
	}
}

func TestThemesFollowTheBackgroundOrDoNot(t *testing.T) {
	for _, c := range []struct {
		name             string
		onDark, onBright bool // whether it is then made for dark
	}{
		{"auto", true, false}, {"dark", true, true}, {"light", false, false}, {"colorblind", true, false},
	} {
		if !slices.Contains(Names(), c.name) || New(c.name, true).Dark != c.onDark || New(c.name, false).Dark != c.onBright {
			t.Errorf("%s: %v on dark, %v on bright", c.name, New(c.name, true).Dark, New(c.name, false).Dark)
		}
	}
	if len(Names()) != 4 {
		t.Errorf("the themes are %v", Names())
	}
}

func TestUpAndDownDifferInEveryTheme(t *testing.T) {
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			s := New(name, dark)
			if s.Bull == s.Bear || s.Good == s.Bad || s.Selected.Text == s.Text {
				t.Errorf("%s: what differs looks the same", name)
			}
		}
	}
}

func TestAPaintIsWhatItsStyleRenders(t *testing.T) {
	style := lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("#ff0000"))
	p := NewPaint(style)
	want := style.Render("x y")
	if got := p.Render("x y"); got != want {
		t.Errorf("Render gives %q, want %q", got, want)
	}
	if got := string(p.Append([]byte("a"), "x y")); got != "a"+want {
		t.Errorf("Append gives %q", got)
	}
	if got := string(p.Close(append(p.Open(nil), "x y"...))); got != want {
		t.Errorf("Open and Shut give %q", got)
	}
	if p.Render("") != "" || len(p.Append(nil, "")) != 0 {
		t.Error("no text takes colour")
	}
	if got := (Paint{}).Render("plain"); got != "plain" || strings.Contains(got, "\x1b") {
		t.Errorf("no paint gives %q", got)
	}
}

func TestTextCanBeReadOnEachGroundOfGainAndLoss(t *testing.T) {
	for name, c := range map[string]struct {
		palette
		text, page string
	}{
		"dark": {darkPalette, darkPalette.onHeat(true).text, "#000000"}, "light": {lightPalette, lightPalette.onHeat(false).text, "#ffffff"},
		"colorblind dark":  {darkPalette.colorblind(true), darkPalette.onHeat(true).text, "#000000"},
		"colorblind light": {lightPalette.colorblind(false), lightPalette.onHeat(false).text, "#ffffff"},
	} {
		for what, grounds := range map[string][HeatSteps]string{"gains": c.gains, "losses": c.losses} {
			below := 1.0
			for i, ground := range grounds {
				if got := contrast(t, c.text, ground); got < 4.5 {
					t.Errorf("%s: text on ground %d of %s reaches %.2f", name, i, what, got)
				}
				if got := contrast(t, ground, c.page); got < 1.05*below {
					t.Errorf("%s: ground %d of %s stands out by %.2f, the one below it by %.2f", name, i, what, got, below)
				} else {
					below = got
				}
			}
		}
	}
}
