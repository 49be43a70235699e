package model

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// short is a timeframe below a day: 1min, 5min, 1h.
var short = regexp.MustCompile(`^([1-9][0-9]{0,3})(min|h)$`)

// ParseTimeframe reads the length of a backtest's bars as the contract writes it in
// alerts. "" is daily, as are 1d and day; 60min is 1h.
func ParseTimeframe(text string) (string, error) {
	switch name := strings.ToLower(strings.TrimSpace(text)); name {
	case "", "daily", "day", "1d", "1day":
		return "", nil
	default:
		m := short.FindStringSubmatch(name)
		if m == nil {
			return "", fmt.Errorf("timeframe %.24q is not known: write 1min, 5min, 1h or daily", text)
		}
		n, _ := strconv.Atoi(m[1]) // four digits at most
		if m[2] == "min" && n%60 == 0 {
			return fmt.Sprintf("%dh", n/60), nil
		}
		return name, nil
	}
}

// BarLength is how long the bars of a timeframe are, as publishers write it: 1min,
// 5m, 1h, daily; 0 where that is not known.
func BarLength(timeframe string) time.Duration {
	i := 0
	for i < len(timeframe) && timeframe[i] >= '0' && timeframe[i] <= '9' {
		i++
	}
	n := 1
	if i > 0 && i <= 4 {
		n, _ = strconv.Atoi(timeframe[:i])
	}
	switch strings.ToLower(timeframe[i:]) {
	case "min", "m", "minute", "minutes":
		return time.Duration(n) * time.Minute
	case "h", "hour", "hourly":
		return time.Duration(n) * time.Hour
	case "d", "day", "daily":
		return time.Duration(n) * 24 * time.Hour
	case "w", "week", "weekly":
		return time.Duration(n) * 7 * 24 * time.Hour
	}
	return 0
}
