package engine

import (
	"fmt"
	"time"

	"tickdeck/feeds/engine/bars"
)

// files are the bars of a folder. What comes live are the bars that are added
// to its files: the newest of each at the start, then whatever follows.
type files struct {
	*bars.Folder
	dir  string
	note func(string) // is told of gaps in the data
}

func (f files) name() string { return sourceName(f.dir, 0) }

// newBars polls the files for bars that are new.
type newBars struct {
	folder *bars.Folder
	note   func(string)
	last   map[string]int64 // by symbol: the time of the newest bar taken
	polled time.Time
	bad    map[string]error
}

// filesInterval is how often the files are polled. One that has not changed costs
// no more than asking for its time.
const filesInterval = 2 * time.Second

func (f files) live(time.Time) barFeed {
	return &newBars{folder: f.Folder, note: f.note, last: map[string]int64{}, bad: map[string]error{}}
}

func (n *newBars) closed(now time.Time, take func(closedBar)) {
	if now.Sub(n.polled) < filesInterval {
		return
	}
	n.polled = now
	for _, symbol := range n.folder.Symbols() {
		s, report, err := n.folder.Series(symbol)
		if n.bad[symbol] = err; err != nil {
			continue
		}
		last, known := n.last[symbol]
		if !known && report.Gaps > 0 {
			n.note(report.String())
		}
		for i, b := range s.Bars {
			if known && b.Time <= last {
				continue
			}
			// At the start only the newest bar is new.
			take(closedBar{symbol: symbol, timeframe: timeframe(report.Step), bar: b, old: !known && i < len(s.Bars)-1})
		}
		if len(s.Bars) > 0 {
			n.last[symbol] = s.Bars[len(s.Bars)-1].Time
		}
	}
}

// timeframe writes the length of a bar as the contract does: 1min, 1h, daily.
func timeframe(step time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case step <= 0:
		return ""
	case step < time.Hour:
		return fmt.Sprintf("%dmin", step/time.Minute)
	case step < day:
		return fmt.Sprintf("%dh", step/time.Hour)
	case step < 7*day:
		return "daily"
	case step < 28*day:
		return "weekly"
	}
	return "monthly"
}

func (n *newBars) symbols() int  { return len(n.folder.Symbols()) - n.unreadable() }
func (n *newBars) ticks() uint64 { return 0 }

func (n *newBars) unreadable() (count int) {
	for _, err := range n.bad {
		if err != nil {
			count++
		}
	}
	return count
}

func (n *newBars) trouble() string {
	count := n.unreadable()
	for _, symbol := range n.folder.Symbols() {
		if err := n.bad[symbol]; err != nil {
			return fmt.Sprintf("%d files cannot be used: %v", count, err)
		}
	}
	return ""
}
