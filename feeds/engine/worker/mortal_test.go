package worker

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

var errDead = errors.New("this worker is dead")

// mortal are the connections of a worker that dies just before it sends a
// command: what it sent before is carried out, and nothing after.
type mortal struct {
	before func(sent []byte) int // where in what is sent the command begins; -1 if it is not there

	mu    sync.Mutex
	dead  bool
	conns []net.Conn
}

func (m *mortal) isDead() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dead
}

func (m *mortal) die() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dead = true
	for _, c := range m.conns {
		c.Close()
	}
}

// dial gives a dead worker a connection to nowhere.
func (m *mortal) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		c, _ := net.Pipe()
		return &mortalConn{Conn: c, m: m}, c.Close()
	}
	c, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	m.conns = append(m.conns, c)
	return &mortalConn{Conn: c, m: m}, nil
}

type mortalConn struct {
	net.Conn
	m    *mortal
	last bool // it dies when the answer to what came before has arrived
}

func (c *mortalConn) Write(p []byte) (int, error) {
	if c.m.isDead() {
		return 0, errDead
	}
	at := c.m.before(p)
	if at < 0 {
		return c.Conn.Write(p)
	}
	if at == 0 {
		c.m.die()
		return 0, errDead
	}
	c.last = true
	if _, err := c.Conn.Write(p[:at]); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (c *mortalConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.last {
		c.m.die()
		return 0, errDead
	}
	return n, err
}

// command finds the nth write that has all the parts; the command is the one with
// the last part.
func command(nth int, parts ...string) func([]byte) int {
	return func(sent []byte) int {
		at := 0
		for _, part := range parts {
			at = bytes.Index(sent, []byte(part))
			if at < 0 {
				return -1
			}
		}
		if nth--; nth > 0 {
			return -1
		}
		return max(0, bytes.LastIndex(sent[:at], []byte("*")))
	}
}

func script(s *redis.Script) string { return "$40\r\n" + s.Hash() }

// hireMortal hires a worker that dies there.
func (s *site) hireMortal(before func([]byte) int, o Options) (*hand, *mortal) {
	s.t.Helper()
	for _, x := range []*redis.Script{enqueue, register, begin, renew, finish, announce, giveBack, cancel, leave, replace} {
		if err := x.Load(s.t.Context(), s.rdb).Err(); err != nil { // or it would die before it was there
			s.t.Fatal(err)
		}
	}
	m := &mortal{before: before}
	rdb := redis.NewClient(&redis.Options{
		Addr: s.addrs[0], Dialer: m.dial, DisableIdentity: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
	s.t.Cleanup(func() { rdb.Close() })
	listening := s.listeners("tickstock.jobs.backtest")
	h := hireWith(s.t, rdb, &fake{rdb: s.rdb}, o)
	await(s.t, "it listens", func() bool { return m.isDead() || s.listeners("tickstock.jobs.backtest") > listening })
	return h, m
}

// awaitDeath waits until the worker has died, and lets its process end.
func awaitDeath(t *testing.T, h *hand, m *mortal) {
	t.Helper()
	await(t, "it dies", m.isDead)
	go h.stop() // whose cleanup waits for it
}

func TestTheDeathOfAWorkerIsWhereItShouldBe(t *testing.T) {
	sent := []byte("*2\r\n$4\r\nxadd\r\n*3\r\n$7\r\npublish\r\n$1\r\na\r\n")
	if got := command(1, "publish")(sent); !strings.HasPrefix(string(sent[got:]), "*3\r\n$7\r\npublish") {
		t.Errorf("it is at %d", got)
	}
	find := command(2, "xadd")
	if a, b := find(sent), find(sent); a != -1 || b != 0 {
		t.Errorf("the second is at %d, %d", a, b)
	}
}
