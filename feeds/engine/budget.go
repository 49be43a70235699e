package engine

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// budget keeps the streams within their bytes, as the server measures them:
// entries are of very different sizes.
type budget struct {
	rdb   redis.UniversalClient
	names model.Names
	bytes int64
}

const (
	samples = 100 // of a stream's nodes that are measured
	slack   = 0.9 // what is left of a budget after trimming, so that it is not done each time
)

// keep trims what is too large, and returns what is wrong: jobs that wait are never
// trimmed.
func (b *budget) keep(ctx context.Context) (issues []string) {
	for _, channel := range []string{b.names.Patterns, b.names.Results, b.names.Backtest, b.names.System} {
		stream := wire.Stream(channel)
		used := b.used(ctx, stream)
		if used <= b.bytes {
			continue
		}
		waits := channel == b.names.Backtest || channel == b.names.System
		var err error
		if waits {
			err = b.trimFinished(ctx, stream)
		} else {
			err = b.trim(ctx, stream, used)
		}
		if err != nil {
			issues = append(issues, "cannot trim "+stream+": "+model.Clean(err.Error()))
		} else if left := b.used(ctx, stream); waits && left > b.bytes {
			issues = append(issues, fmt.Sprintf("%s takes %d MB of the server's memory, above its budget of %d: its entries wait to be worked on", stream, left>>20, b.bytes>>20))
		}
	}
	return issues
}

// used is 0 for a stream that is not there, and where the server does not tell.
func (b *budget) used(ctx context.Context, stream string) int64 {
	n, err := b.rdb.MemoryUsage(ctx, stream, samples).Result()
	if err != nil {
		return 0
	}
	return n
}

func (b *budget) trim(ctx context.Context, stream string, used int64) error {
	n, err := b.rdb.XLen(ctx, stream).Result()
	if err != nil {
		return err
	}
	return b.rdb.XTrimMaxLen(ctx, stream, int64(float64(n)*slack*float64(b.bytes)/float64(used))).Err()
}

// trimFinished takes out the entries before the first that a worker has not
// acknowledged.
func (b *budget) trimFinished(ctx context.Context, stream string) error {
	first, _, err := broker.FirstUnfinished(ctx, b.rdb, stream, wire.WorkerGroup)
	if err != nil {
		return err
	}
	return b.rdb.XTrimMinID(ctx, stream, first).Err()
}
