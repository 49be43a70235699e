package feeds

import (
	"os"
	"runtime/debug"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
)

// LimitMemory makes the collector work harder rather than let the process grow:
// most of what is kept is the history, in alerts. GOMEMLIMIT, where set, has its
// way.
func LimitMemory(history int) {
	const ground, perAlert = 34 << 20, 400 // bytes
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(ground + int64(history)*perAlert + hub.RawBytes)
	}
}

// CheckURL says what the Redis client has against a URL.
func CheckURL(url string) error {
	client, err := broker.Open(url)
	if err != nil {
		return err
	}
	return client.Close()
}
