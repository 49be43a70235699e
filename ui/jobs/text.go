package jobs

import (
	"strconv"
	"strings"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// symbolList writes as many symbols as have room, and how many more there are.
func symbolList(symbols []string, w int) string { return shortList(symbols, " ", w) }

// shortList writes as many words as fit into w cells, and how many more there are.
// The first one it always writes.
func shortList(words []string, between string, w int) string {
	if len(words) == 0 {
		return draw.Dash
	}
	n := 1 // that are written
	for k, total := 2, draw.Width(words[0]); k <= len(words); k++ {
		total += len(between) + draw.Width(words[k-1])
		if total > w {
			break
		}
		if left := len(words) - k; left == 0 || total+len(" +")+len(strconv.Itoa(left)) <= w {
			n = k
		}
	}
	text := strings.Join(words[:n], between)
	if left := len(words) - n; left > 0 {
		text += " +" + strconv.Itoa(left)
	}
	return text
}

func patterns(j *model.Job) string { return strings.Join(j.Patterns, ", ") }

// dates are the first and the last day: 2024-01-01 → 2024-12-31.
func dates(j *model.Job) string {
	if j.Start == "" && j.End == "" {
		return draw.Dash
	}
	return j.Start + arrow + j.End
}

// months is dates without the days: 2024-01 → 2024-12.
func months(j *model.Job) string {
	if j.Start == "" && j.End == "" {
		return draw.Dash
	}
	return month(j.Start) + arrow + month(j.End)
}

func month(day string) string {
	if len(day) == len("2024-01-31") {
		return day[:len("2024-01")]
	}
	return day
}

// period is the dates as exactly as they fit into w cells; "" if nobody said, or
// if they don't.
func period(j *model.Job, w int) string {
	if w < monthsWidth || j.Start == "" && j.End == "" {
		return ""
	}
	text := months(j)
	if w >= daysWidth {
		text = dates(j)
	}
	if draw.Width(text) > w {
		return ""
	}
	return text
}
