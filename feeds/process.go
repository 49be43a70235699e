package feeds

import (
	"context"
	"os"
	"runtime/debug"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

// SilenceClient keeps the Redis client from printing over the screen: what
// matters of what it says comes back as errors. It holds for the process.
func SilenceClient() { redis.SetLogger(discard{}) }

type discard struct{}

func (discard) Printf(context.Context, string, ...any) {}

// LimitMemory makes the collector work harder rather than let the process grow:
// most of what is kept is the history, in alerts. GOMEMLIMIT, where set, has its
// way.
func LimitMemory(history int) {
	const ground, perAlert = 48 << 20, 700 // bytes
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(ground + min(int64(history)*perAlert, model.HistoryBytes))
	}
}

// CheckURL says what the Redis client has against a URL.
func CheckURL(url string) error {
	rdb, err := Connect(url)
	if err != nil {
		return err
	}
	return rdb.Close()
}
