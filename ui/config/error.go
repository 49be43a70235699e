package config

import (
	"strconv"

	"tickdeck/model"
)

// Error is one thing wrong with the configuration.
type Error struct {
	Where   string // the file and key, the variable or the flag
	Problem string // what is wrong, and what to write instead
}

// Error is one line.
func (e *Error) Error() string { return model.CleanLine(e.Where + ": " + e.Problem) }

// quoted is the longest part of a value that an error repeats, in runes.
const quoted = 60

// quote repeats what someone wrote, short and on one line.
func quote(s string) string { return strconv.Quote(short(s)) }

// quoteless is quote where the quotation marks would mislead.
func quoteless(s string) string { return model.CleanLine(short(s)) }

func short(s string) string {
	if r := []rune(s); len(r) > quoted {
		return string(r[:quoted]) + "…"
	}
	return s
}

// Nearest returns the candidate that a mistyped word most likely means, or ""
// when none is near.
func Nearest(word string, candidates []string) string {
	best, least := "", 1+max(2, len(word)/5)
	for _, c := range candidates {
		if d := distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance is Levenshtein's: the fewest letters to add, drop or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
