package feeds

import (
	"context"
	"crypto/tls"
	"net"
	"slices"
	"sync"
	"syscall"

	"github.com/redis/go-redis/v9"
)

// lines are the connections of one client. The library ends a wait for an
// answer only by its time limit; closing the connection ends it at once.
type lines struct {
	mu   sync.Mutex
	open []net.Conn
	cut  chan struct{} // closed when no line may be opened any more
}

func newLines() *lines { return &lines{cut: make(chan struct{})} }

type dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// dialer dials as the library does, but gives up when the lines are cut, and
// remembers what came of it.
func (l *lines) dialer(o *redis.Options) dialer {
	dial := (&net.Dialer{Timeout: o.DialTimeout}).DialContext
	if o.TLSConfig != nil {
		dial = (&tls.Dialer{NetDialer: &net.Dialer{Timeout: o.DialTimeout}, Config: o.TLSConfig}).DialContext
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, o.DialTimeout) // of the handshake as well
		defer cancel()
		go func() {
			select {
			case <-l.cut:
				cancel()
			case <-ctx.Done():
			}
		}()
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return conn, l.add(conn)
	}
}

// add remembers a connection, and forgets those that were closed meanwhile.
func (l *lines) add(conn net.Conn) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.cut:
		conn.Close()
		return net.ErrClosed
	default:
	}
	l.open = append(slices.DeleteFunc(l.open, closed), conn)
	return nil
}

// cutAll closes every connection; none can be opened afterwards.
func (l *lines) cutAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.cut:
		return
	default:
	}
	close(l.cut)
	for _, c := range l.open {
		if t, ok := c.(*tls.Conn); ok {
			c = t.NetConn() // tls would wait to say goodbye
		}
		c.Close()
	}
	l.open = nil
}

func closed(c net.Conn) bool {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	s, ok := c.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := s.SyscallConn()
	return err != nil || raw.Control(func(uintptr) {}) != nil
}
