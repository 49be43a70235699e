package demo

import (
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
	redisserver "github.com/alicebob/miniredis/v2/server"
)

// writeLimit is how long a client may leave a reply unread before it is cut
// off. The embedded Redis holds its one lock while it hands a message to a
// subscriber, so one that does not read would stop everybody.
const writeLimit = 2 * time.Second

// server is the embedded Redis behind a listener of our own, because the
// limits on a connection cannot be set on the listener that it would open.
type server struct {
	redis    *miniredis.Miniredis
	peers    *redisserver.Server
	listener net.Listener
	accepted sync.WaitGroup

	mu     sync.Mutex
	open   map[*guarded]struct{}
	closed bool
}

func listen() (*server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening on loopback: %w", err)
	}
	r := miniredis.NewMiniRedis()
	if err := startWithoutPort(r); err != nil {
		l.Close()
		return nil, err
	}
	r.ClockTTL(true) // or keys never expire
	s := &server{redis: r, peers: r.Server(), listener: l, open: map[*guarded]struct{}{}}
	s.accepted.Go(s.accept)
	return s, nil
}

// startWithoutPort starts r by its first in-memory connection, which is not
// needed any more after that.
func startWithoutPort(r *miniredis.Miniredis) error {
	conn, err := r.Dial()
	if err != nil {
		return fmt.Errorf("starting the server without a port: %w", err)
	}
	return conn.Close()
}

func (s *server) addr() string { return s.listener.Addr().String() }

func (s *server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.serve(&guarded{Conn: conn, forget: s.forget})
	}
}

func (s *server) serve(g *guarded) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		g.Conn.Close()
		return
	}
	s.open[g] = struct{}{}
	s.peers.ServeConn(g)
}

func (s *server) forget(g *guarded) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, g)
}

// close ends the connections before the server: a connection that waits to be
// read would otherwise keep the lock that closing needs.
func (s *server) close() {
	s.listener.Close()
	s.accepted.Wait()
	s.mu.Lock()
	s.closed = true
	for g := range s.open {
		g.Conn.Close()
	}
	s.mu.Unlock()
	s.redis.Close()
}

// guarded is a connection that ends itself when a write takes too long or fails.
type guarded struct {
	net.Conn
	forget func(*guarded)
}

func (g *guarded) Write(p []byte) (int, error) {
	if err := g.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return 0, err
	}
	n, err := g.Conn.Write(p)
	if err != nil {
		g.Conn.Close() // so that reading ends too, and the subscriber is struck off
	}
	return n, err
}

func (g *guarded) Close() error {
	g.forget(g)
	return g.Conn.Close()
}
