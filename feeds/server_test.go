package feeds

import (
	"testing"
	"time"

	"tickdeck/feeds/redistest"
)

func TestWhatRedisSaysOfItselfIsRead(t *testing.T) {
	rdb := redistest.Start(t).Client(t)
	rdb.Set(t.Context(), heartbeatKey, "1693123456.5", time.Minute)
	s, err := ask(t.Context(), rdb)
	if err != nil {
		t.Fatal(err)
	}
	if s.Version == "" || s.Ping <= 0 || s.Clients < 1 || s.Memory < 1 || !(s.Hits >= 0) || !(s.Misses >= 0) {
		t.Errorf("read %+v", s)
	}
	if want := time.UnixMilli(1693123456500); !s.Heartbeat.Equal(want) {
		t.Errorf("heartbeat %v, want %v", s.Heartbeat, want)
	}
	rdb.Set(t.Context(), heartbeatKey, "soon", time.Minute)
	if s, err := ask(t.Context(), rdb); err != nil || !s.Heartbeat.IsZero() {
		t.Errorf("a heartbeat that is no time was read as %v, %v", s.Heartbeat, err)
	}
}

func TestWhatRedisDoesNotSayIsUnknown(t *testing.T) {
	s := parseInfo("# Clients\r\nconnected_clients:3\r\nused_memory:lots\r\n")
	if s.Clients != 3 || s.Memory == s.Memory || s.Hits == s.Hits || s.HitRate() == s.HitRate() {
		t.Errorf("read %+v", s)
	}
}
