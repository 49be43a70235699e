package broker

import (
	"context"
	"crypto/tls"
	"net"
	"slices"
	"sync"
	"syscall"
	"time"
)

// connections are those of one client. The library ends a wait for an
// answer only by its time limit; closing the connection ends it at once.
type connections struct {
	mu   sync.Mutex
	open []net.Conn
	cut  chan struct{} // closed when none may be opened any more
}

func newConnections() *connections { return &connections{cut: make(chan struct{})} }

type dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// dialer dials as the library does, but gives up when they are cut, and remembers
// what came of it.
func (c *connections) dialer(patience time.Duration, secure *tls.Config) dialer {
	dial := (&net.Dialer{Timeout: patience}).DialContext
	if secure != nil {
		dial = (&tls.Dialer{NetDialer: &net.Dialer{Timeout: patience}, Config: secure}).DialContext
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, patience) // of the handshake as well
		defer cancel()
		go func() {
			select {
			case <-c.cut:
				cancel()
			case <-ctx.Done():
			}
		}()
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return check(conn), c.add(conn)
	}
}

// add remembers a connection, and forgets those that were closed meanwhile.
func (c *connections) add(conn net.Conn) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.cut:
		conn.Close()
		return net.ErrClosed
	default:
	}
	c.open = append(slices.DeleteFunc(c.open, closed), conn)
	return nil
}

// cutAll closes every connection; none can be opened afterwards.
func (c *connections) cutAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.cut:
		return
	default:
	}
	close(c.cut)
	for _, conn := range c.open {
		if t, ok := conn.(*tls.Conn); ok {
			conn = t.NetConn() // tls would wait to say goodbye
		}
		conn.Close()
	}
	c.open = nil
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
