package bars

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Folder is market data in CSV files, one for each symbol: AAPL.csv or
// aapl.csv.gz is AAPL. A file is read when its symbol is asked for, checked as a
// whole, and read again when it has changed. It is safe for concurrent use.
//
// A header names, in any order and case, one of date, time and timestamp (or a
// date and a time), open, high, low, close and volume; other columns are
// ignored. Times are ISO 8601, in UTC unless they have a zone, or Unix seconds
// or milliseconds, and ascend strictly. Rows must be bars without a Fault. One
// bad row rejects the file, with a *RowsError that names it by its line.
type Folder struct {
	dir     string
	symbols []string
	files   map[string]*file
	kept    *cache
}

// file is the file of a symbol.
type file struct {
	name    string
	reading sync.Mutex // one goroutine reads it, others wait for what it finds
}

// keptBars is how many bars stay in memory for the next that asks: 24 MB, as
// 400 symbols have in five years of days.
const keptBars = 500_000

// Load finds the symbols of a folder by the names of its files, and reads none
// of them. Folders within, hidden files and files of other kinds are ignored.
func Load(dir string) (*Folder, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the folder of bars: %w", err)
	}
	f := &Folder{dir: dir, files: map[string]*file{}, kept: newCache(keptBars)}
	for _, e := range entries {
		if err := f.enter(e); err != nil {
			return nil, err
		}
	}
	if len(f.symbols) == 0 {
		return nil, fmt.Errorf("%s holds no .csv or .csv.gz files", dir)
	}
	slices.Sort(f.symbols)
	return f, nil
}

func (f *Folder) enter(e fs.DirEntry) error {
	name, found := strings.CutSuffix(strings.TrimSuffix(strings.ToUpper(e.Name()), ".GZ"), ".CSV")
	if !found || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
		return nil
	}
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return fmt.Errorf("%s: %s is named like no symbol", f.dir, quote(e.Name()))
	}
	if other, twice := f.files[name]; twice {
		return fmt.Errorf("%s: %s and %s are both %s", f.dir, other.name, e.Name(), name)
	}
	f.files[name] = &file{name: e.Name()}
	f.symbols = append(f.symbols, name)
	return nil
}

// Symbols are those that there are files for, in order.
func (f *Folder) Symbols() []string { return slices.Clone(f.symbols) }

// Series returns all bars of a symbol, in whatever case it is written, and what
// is to be said about its file. The bars are shared: they may not be changed.
func (f *Folder) Series(symbol string) (Series, Report, error) {
	symbol = strings.ToUpper(strings.TrimSpace(symbol))
	file, ok := f.files[symbol]
	if !ok {
		return Series{}, Report{}, &UnknownSymbolError{Symbol: symbol, Known: f.Symbols()}
	}
	file.reading.Lock()
	defer file.reading.Unlock()
	path := filepath.Join(f.dir, file.name)
	info, err := os.Stat(path)
	if err != nil {
		return Series{}, Report{}, fmt.Errorf("reading the bars of %s: %w", symbol, err)
	}
	version := version{info.Size(), info.ModTime()}
	if s, r, ok := f.kept.get(symbol, version); ok {
		return s, r, nil
	}
	s, r, err := readFile(path, symbol, info)
	if err == nil {
		f.kept.put(symbol, version, s, r)
	}
	return s, r, err
}

// Daily returns the daily bars of a symbol from a day to a day, both inclusive,
// by their dates in UTC; a zero time is no limit. Bars shorter than a day are
// gathered into days, longer ones are returned as they are. The bars are
// shared: they may not be changed.
//
// A symbol without a file is an *UnknownSymbolError, a range without bars a
// *RangeError, bad rows are a *RowsError.
func (f *Folder) Daily(symbol string, from, to time.Time) (Series, error) {
	s, r, err := f.Series(symbol)
	if err != nil {
		return Series{}, err
	}
	s, err = s.Between(from, to)
	if err == nil && r.Intraday() {
		s.Bars = Days(s.Bars)
	}
	return s, err
}

func readFile(path, symbol string, info fs.FileInfo) (s Series, r Report, err error) {
	if !info.Mode().IsRegular() {
		return s, r, fmt.Errorf("%s is not a file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return s, r, fmt.Errorf("reading the bars of %s: %w", symbol, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if !strings.EqualFold(filepath.Ext(path), ".gz") {
		return Read(f, symbol, path, info.Size())
	}
	packed, err := gzip.NewReader(f)
	if errors.Is(err, io.EOF) {
		return s, r, fmt.Errorf("%s is empty", path)
	}
	if err != nil {
		return s, r, fmt.Errorf("%s: %w", path, err)
	}
	return Read(packed, symbol, path, 0)
}
