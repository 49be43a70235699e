package form

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// figure is a number as people write it: 100000, 100,000, 100k, $1.5m, 10%.
var figure = regexp.MustCompile(`^\$?((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)\s*([kKmM%]?)$`)

// powers are what a suffix multiplies by, as powers of ten: shifting the point
// in the text keeps 7% exactly 0.07.
var powers = map[string]string{"": "", "k": "e3", "m": "e6", "%": "e-2"}

func parseFigure(text string) (v float64, suffix string, ok bool) {
	m := figure.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, "", false
	}
	suffix = strings.ToLower(m[2])
	v, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "")+powers[suffix], 64)
	return v, suffix, err == nil
}

// parseCapital reads an amount.
func parseCapital(text string) (float64, error) {
	if strings.TrimSpace(text) == "" {
		return 0, errors.New("name an amount, such as 100,000")
	}
	v, suffix, ok := parseFigure(text)
	if !ok || suffix == "%" {
		return 0, fmt.Errorf("%.24q is not an amount: write 100000, 100,000 or 100k", text)
	}
	return v, model.CheckCapital(v)
}

// parsePosition reads a fraction, or a percentage.
func parsePosition(text string) (float64, error) {
	if strings.TrimSpace(text) == "" {
		return 0, errors.New("name a fraction of the equity, such as 0.1 or 10%")
	}
	v, suffix, ok := parseFigure(text)
	if !ok || suffix == "k" || suffix == "m" {
		return 0, fmt.Errorf("%.24q is not a fraction: write 0.1 or 10%%", text)
	}
	if suffix == "" && v > 1 && v <= 100 {
		return v, fmt.Errorf("above 1: write %s for a percentage", percent(v/100))
	}
	return v, model.CheckPosition(v)
}

// percent writes a fraction as a percentage with the digits that it needs.
func percent(v float64) string {
	return strconv.FormatFloat(v*100, 'g', 4, 64) + "%"
}

// grouped writes an amount with its thousands parted.
func grouped(v float64) string {
	if v >= 1e15 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	text := draw.Count(uint64(v))
	if cents := strconv.FormatFloat(v, 'f', 2, 64); !strings.HasSuffix(cents, ".00") {
		text += cents[len(cents)-3:]
	}
	return text
}
