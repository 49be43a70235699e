//go:build unix

package e2e

import (
	"strconv"
	"time"
)

// tickerEnv makes of the test binary a ticker that does nothing: see TestMain.
const tickerEnv = "TICKDECK_E2E_TICKER"

func tickOnly(fps string) int {
	n, err := strconv.Atoi(fps)
	if err != nil {
		return 1
	}
	for range time.NewTicker(time.Second / time.Duration(n)).C {
		continue
	}
	return 0
}
