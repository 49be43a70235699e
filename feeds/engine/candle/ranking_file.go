package candle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// What a file of distributions begins with. The version goes up with every change
// of what a fit is, as counts of other fits say nothing: see TestTheVersionGoesWithTheFit.
const (
	fileFormat  = "tickdeck confidence table"
	fileVersion = 1
)

// mostFile is the longest file that is read: twenty times as long as they are.
const mostFile = 1 << 20

// mostBars is more than anybody has, and far from what a sum of counts can hold.
const mostBars = 1 << 48

// Origin is where counts come from.
type Origin struct {
	Source  string    `json:"source"` // name of the data
	Symbols int       `json:"symbols"`
	Made    time.Time `json:"made"`
}

// fileHead is what tells a file from others, and from those of other versions.
type fileHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

// tableFile is a file of distributions: what was counted, not what follows from it.
type tableFile struct {
	fileHead
	Origin
	Lengths map[string]*fileCounts `json:"lengths"` // by length of bars
}

type fileCounts struct {
	Bars     int           `json:"bars"`
	Patterns []filePattern `json:"patterns"`
}

type filePattern struct {
	TALib string `json:"talib"`
	Found int    `json:"found"`
	Fits  []int  `json:"fits,omitempty"` // how many detections in each of the cells from 0 to 1; none where none was found
}

// Encode writes the file that Decode reads.
func (d *Distributions) Encode(from Origin) ([]byte, error) {
	f := tableFile{fileHead{fileFormat, fileVersion}, from, map[string]*fileCounts{}}
	for l := range barLengths {
		if d.counted.bars[l] == 0 {
			continue
		}
		c := &fileCounts{Bars: d.counted.bars[l]}
		for i := range table {
			p := filePattern{TALib: table[i].TALib, Found: d.counted.found[l][i].total()}
			if p.Found > 0 {
				p.Fits = d.counted.found[l][i][:]
			}
			c.Patterns = append(c.Patterns, p)
		}
		f.Lengths[l.String()] = c
	}
	text, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write the confidence table: %w", err)
	}
	return append(text, '\n'), nil
}

const makeAnew = "make it anew with tickdeck calibrate"

// Decode reads distributions. An error says what is wrong with the file, and what to do.
func Decode(from io.Reader, name string) (*Distributions, error) {
	text, err := io.ReadAll(io.LimitReader(from, mostFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > mostFile:
		return nil, fmt.Errorf("this is no confidence table: it is longer than %d bytes; tickdeck calibrate makes one", mostFile)
	}
	if err := checkHead(text); err != nil {
		return nil, err
	}
	var f tableFile
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&f); err != nil {
		return nil, fmt.Errorf("this is damaged (%w): %s", err, makeAnew)
	}
	counted, err := f.tally()
	if err != nil {
		return nil, fmt.Errorf("this is damaged: %w; %s", err, makeAnew)
	}
	return newDistributions(name, counted), nil
}

// checkHead tells what is no file of this kind, or not of this version.
func checkHead(text []byte) error {
	var head fileHead
	err := json.Unmarshal(text, &head)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax) && strings.Contains(string(text), fileFormat):
		return fmt.Errorf("this is damaged (%w at byte %d): %s", err, syntax.Offset, makeAnew)
	case err != nil || head.Format != fileFormat:
		return errors.New("this is no confidence table: tickdeck calibrate makes one")
	case head.Version < fileVersion:
		return fmt.Errorf("this is of version %d, by an older tickdeck, and version %d is read here: %s", head.Version, fileVersion, makeAnew)
	case head.Version > fileVersion:
		return fmt.Errorf("this is of version %d, by a newer tickdeck, and version %d is read here: %s, or use the newer one", head.Version, fileVersion, makeAnew)
	}
	return nil
}

func (f *tableFile) tally() (*tally, error) {
	t, known := &tally{}, 0
	for l := range barLengths {
		c := f.Lengths[l.String()]
		if c == nil {
			continue
		}
		known++
		if err := t.fill(l, c); err != nil {
			return nil, fmt.Errorf("%s: %w", l, err)
		}
	}
	if known == 0 || known < len(f.Lengths) {
		return nil, errors.New("it must have counts of days, of minutes or of both, and of nothing else")
	}
	return t, nil
}

// fill takes the counts of bars of a length, each pattern's once.
func (t *tally) fill(l barLength, c *fileCounts) error {
	if c.Bars < 1 || c.Bars > mostBars {
		return fmt.Errorf("there are %d bars", c.Bars)
	}
	t.bars[l] = c.Bars
	var seen [len(table)]bool
	for _, p := range c.Patterns {
		i := placeOf(p.TALib)
		switch {
		case i < 0:
			return fmt.Errorf("%.40q is no pattern", p.TALib)
		case seen[i]:
			return fmt.Errorf("%s is there twice", p.TALib)
		}
		if err := p.check(c.Bars); err != nil {
			return fmt.Errorf("%s: %w", p.TALib, err)
		}
		seen[i] = true
		copy(t.found[l][i][:], p.Fits)
	}
	if i := slices.Index(seen[:], false); i >= 0 {
		return fmt.Errorf("%s is missing", table[i].TALib)
	}
	return nil
}

// check: a pattern is found on a bar once at most.
func (p filePattern) check(bars int) error {
	sum := 0
	for _, n := range p.Fits {
		if n < 0 || n > bars {
			return fmt.Errorf("a count is %d, of %d bars", n, bars)
		}
		sum += n
	}
	switch {
	case len(p.Fits) != cells && (p.Found != 0 || len(p.Fits) != 0):
		return fmt.Errorf("there are %d counts, not %d", len(p.Fits), cells)
	case sum != p.Found || sum > bars:
		return fmt.Errorf("the counts add up to %d, found are %d in %d bars", sum, p.Found, bars)
	}
	return nil
}
