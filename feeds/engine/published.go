package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

const (
	tailPage = 1_000
	tailMost = 20_000 // entries of the stream that are looked at
)

// id is the same for the same detection, whoever sends it and however often.
func (d *detection) id(source string) string {
	return fmt.Sprintf("%s/%s/%s/%d/%s", source, d.symbol, d.timeframe, d.bar.Time, d.Pattern.TALib)
}

// published are the detections of one source that are in the stream.
type published struct {
	ids    map[string]struct{}
	newest map[string]int64 // by timeframe: the beginning of the latest bar
}

func (p *published) has(id string) bool {
	_, ok := p.ids[id]
	return ok
}

// covers reports whether a detection may be among them: it is not newer than all.
func (p *published) covers(d *detection) bool { return d.bar.Time <= p.newest[d.timeframe] }

// published reads the end of the stream, back to a time.
func (p *publisher) published(ctx context.Context, since time.Time) (published, error) {
	found := published{ids: map[string]struct{}{}, newest: map[string]int64{}}
	last := "+"
	for range tailMost / tailPage {
		page, err := p.rdb.XRevRangeN(ctx, wire.Stream(p.names.Patterns), last, "-", tailPage).Result()
		if err != nil && !broker.Refused(err) { // what is refused, as no stream at all, cannot be looked at
			return found, err
		}
		for _, m := range page {
			if (broker.Entry{ID: m.ID}).Time().Before(since) {
				return found, nil
			}
			found.add(m, p.source)
		}
		if len(page) < tailPage {
			return found, nil
		}
		last = "(" + page[len(page)-1].ID
	}
	return found, nil
}

func (p *published) add(m redis.XMessage, source string) {
	text, _ := m.Values[wire.StreamField].(string)
	id, from, timeframe, bar := wire.ReadDetection(text)
	if id == "" || from != source {
		return
	}
	p.ids[id] = struct{}{}
	p.newest[timeframe] = max(p.newest[timeframe], bar)
}
