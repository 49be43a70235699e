package bars

import (
	"container/list"
	"sync"
	"time"
)

// cache keeps the series that were used last, at most so many bars of them. It
// is safe for concurrent use.
type cache struct {
	mu    sync.Mutex
	most  int // bars
	held  int // bars
	order *list.List
	at    map[string]*list.Element
}

// version tells a file from what it was before.
type version struct {
	size    int64
	changed time.Time
}

type kept struct {
	symbol  string
	version version
	series  Series
	report  Report
}

func newCache(most int) *cache {
	return &cache{most: most, order: list.New(), at: map[string]*list.Element{}}
}

func (c *cache) get(symbol string, v version) (Series, Report, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[symbol]
	if !ok {
		return Series{}, Report{}, false
	}
	k := e.Value.(*kept)
	if k.version.size != v.size || !k.version.changed.Equal(v.changed) {
		c.drop(e)
		return Series{}, Report{}, false
	}
	c.order.MoveToFront(e)
	return k.series, k.report, true
}

// put keeps a series that is not kept. One that is larger than the cache is not.
func (c *cache) put(symbol string, v version, s Series, r Report) {
	n := len(s.Bars)
	if n > c.most {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.held+n > c.most {
		c.drop(c.order.Back())
	}
	c.held += n
	c.at[symbol] = c.order.PushFront(&kept{symbol, v, s, r})
}

func (c *cache) drop(e *list.Element) {
	k := c.order.Remove(e).(*kept)
	delete(c.at, k.symbol)
	c.held -= len(k.series.Bars)
}
