package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// value is what a source says of one setting.
type value struct {
	text  string   // of a setting with one value
	list  []string // of a setting that may be given several times
	shown any      // as Setting.Value; apply may replace it
	from  origin
}

// origin says where a value was found.
type origin struct {
	source    string // as Setting.Source
	where     string // how an error line begins
	folder    string // that a relative path begins in; "" for where the program is
	isDefault bool
}

// read takes what TOML, a variable or a flag holds.
func (s setting) read(raw any) (value, error) {
	if _, many := s.def.([]string); many {
		list, err := readList(raw)
		return value{list: list, shown: list}, err
	}
	text, err := readText(raw)
	return value{text: text, shown: text}, err
}

// number reads a whole number between two bounds, and shows it as one.
func (v *value) number(least, most int) (int, error) {
	n, err := strconv.Atoi(strings.ReplaceAll(v.text, "_", ""))
	switch {
	case err != nil:
		return 0, fmt.Errorf("%s is not a whole number: write %d to %d", quote(v.text), least, most)
	case n < least || n > most:
		return 0, fmt.Errorf("%d is out of range: write %d to %d", n, least, most)
	}
	v.shown = n
	return n, nil
}

// onOff reads a switch.
func (v *value) onOff() (bool, error) {
	if v.text != "on" && v.text != "off" {
		return false, fmt.Errorf("%s is neither: write on or off", quote(v.text))
	}
	return v.text == "on", nil
}

func readText(raw any) (string, error) {
	switch v := raw.(type) {
	case string:
		return strings.TrimSpace(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	}
	return "", errors.New("this wants one text: write it in quotes")
}

// readList takes a list of texts, or one text with commas, as a variable has to be.
func readList(raw any) ([]string, error) {
	list := []string{}
	switch v := raw.(type) {
	case string:
		return split(list, v), nil
	case []string:
		for _, text := range v {
			list = split(list, text)
		}
		return list, nil
	case []any:
		for _, item := range v {
			text, ok := item.(string)
			if !ok {
				return nil, errors.New(`this wants a list of texts: write ["KIND=NAME", …]`)
			}
			list = split(list, text)
		}
		return list, nil
	}
	return nil, errors.New(`this wants a list: write ["KIND=NAME", …]`)
}

func split(list []string, text string) []string {
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}
