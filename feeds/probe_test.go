package feeds

import (
	"testing"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestWhatRedisSaysOfItselfIsRead(t *testing.T) {
	server := redistest.Start(t)
	rdb := server.Client(t)
	client, err := broker.Open(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	p := &prober{client: client}
	rdb.Set(t.Context(), wire.HeartbeatKey, "1693123456.5", time.Minute)
	s, err := p.ask(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Version == "" || s.Ping <= 0 || s.Clients < 1 || s.Memory < 1 || !(s.Hits >= 0) || !(s.Misses >= 0) {
		t.Errorf("read %+v", s)
	}
	if want := time.UnixMilli(1693123456500); !s.Heartbeat.Equal(want) {
		t.Errorf("heartbeat %v, want %v", s.Heartbeat, want)
	}
	rdb.Set(t.Context(), wire.HeartbeatKey, "soon", time.Minute)
	if s, err := p.ask(t.Context()); err != nil || !s.Heartbeat.IsZero() {
		t.Errorf("a heartbeat that is no time was read as %v, %v", s.Heartbeat, err)
	}
}

func TestWhatRedisDoesNotSayIsUnknown(t *testing.T) {
	s := parseInfo("# Clients\r\nconnected_clients:3\r\nused_memory:lots\r\n")
	if s.Clients != 3 || s.Memory == s.Memory || s.Hits == s.Hits || s.HitRate() == s.HitRate() {
		t.Errorf("read %+v", s)
	}
}

func TestInfoIsReadAsFarAsItGoes(t *testing.T) {
	s := parseInfo("# Server\r\nredis_version:7.0.15\x1b\r\nconnected_clients:12\r\nused_memory:x\r\nkeyspace_hits:3\r\nkeyspace_misses:1\r\n")
	if s.Version != "7.0.15␛" || s.Clients != 12 || model.Known(s.Memory) || s.HitRate() != .75 {
		t.Errorf("%+v", s)
	}
	if s := parseInfo(""); model.Known(s.HitRate()) {
		t.Errorf("of nothing %+v is known", s)
	}
}
