package broker

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"syscall"

	"tickdeck/model"
)

// What a server may announce. The library makes room for whatever that is before the
// first byte of it has come, and an array within an array costs it stack: more than
// there is ends the program, and no recover helps.
const (
	mostBulk    = 64 << 20  // bytes of one text
	mostReply   = 256 << 20 // of all texts of one answer
	mostMembers = 1 << 20   // of one array
	mostLine    = 64 << 10  // bytes of one line
	mostDepth   = 16
)

// checked is a connection on which nobody announces more than that.
type checked struct {
	net.Conn
	replies replies
	bad     atomic.Pointer[error] // why it was closed: the library goes on after some errors
}

// check lays the limits over a connection.
func check(c net.Conn) net.Conn {
	if _, plain := c.(syscall.Conn); plain {
		return &checkedSocket{checked{Conn: c}}
	}
	return &checked{Conn: c}
}

// checkedSocket lets the library look whether the other side is still there.
type checkedSocket struct{ checked }

// SyscallConn is part of syscall.Conn.
func (c *checkedSocket) SyscallConn() (syscall.RawConn, error) {
	return c.Conn.(syscall.Conn).SyscallConn()
}

// Read is part of net.Conn.
func (c *checked) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if bad := c.replies.take(p[:n]); bad != nil {
		c.bad.Store(&bad)
		c.Conn.Close()
	}
	if bad := c.bad.Load(); bad != nil {
		return 0, *bad
	}
	return n, err
}

// Write is part of net.Conn.
func (c *checked) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if bad := c.bad.Load(); bad != nil {
		return n, *bad
	}
	return n, err
}

var errAnnounced = errors.New("the server announces more than anybody sends")

// replies follows the answers of a server by their headers alone.
type replies struct {
	line   []byte // the header that has begun, as far as it matters
	length int    // of it
	skip   int    // bytes of a text that are still to come, with its end
	total  int    // bytes of the texts of this answer
	open   []array
}

// array is one of which so many members are still to come.
type array struct {
	left  int
	aside bool // it stands before an answer and is none itself
}

// mostHeader is more than a type and a number take.
const mostHeader = 24

func (r *replies) take(p []byte) error {
	for len(p) > 0 {
		if r.skip > 0 {
			n := min(r.skip, len(p))
			r.skip, p = r.skip-n, p[n:]
			if r.skip == 0 {
				r.ended()
			}
			continue
		}
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			return r.begin(p)
		}
		line := p[:end]
		p = p[end+1:]
		if r.length > 0 {
			if err := r.begin(line); err != nil {
				return err
			}
			line = r.line
		}
		if err := r.header(line, max(r.length, len(line))); err != nil {
			return err
		}
		r.line, r.length = r.line[:0], 0
	}
	return nil
}

// begin keeps the part of a line of which the rest is still to come.
func (r *replies) begin(part []byte) error {
	if room := mostHeader + 1 - len(r.line); room > 0 {
		r.line = append(r.line, part[:min(room, len(part))]...)
	}
	if r.length += len(part); r.length > mostLine {
		return fmt.Errorf("%w: a line of more than %d bytes", errAnnounced, mostLine)
	}
	return nil
}

// header takes a line of that length, or its beginning.
func (r *replies) header(line []byte, length int) error {
	if len(line) == 0 {
		return nil // the library will say what it thinks of that
	}
	if length > mostHeader && bytes.IndexByte([]byte("$=!*~>%|"), line[0]) >= 0 {
		return fmt.Errorf("%w: a number of %d digits", errAnnounced, length-1)
	}
	n, counted := number(line[1:])
	switch line[0] {
	case '$', '=', '!':
		if counted {
			return r.text(n)
		}
	case '*', '~', '>':
		if counted && n > 0 {
			return r.array(n, false)
		}
	case '%':
		if counted && n > 0 {
			return r.array(2*n, false)
		}
	case '|':
		if counted {
			return r.array(2*n, true)
		}
	}
	r.ended()
	return nil
}

func (r *replies) text(n int) error {
	r.total += n
	if n > mostBulk || r.total > mostReply {
		return fmt.Errorf("%w: %d bytes", errAnnounced, max(n, r.total))
	}
	r.skip = n + 2
	return nil
}

func (r *replies) array(n int, aside bool) error {
	if n > mostMembers || len(r.open) == mostDepth {
		return fmt.Errorf("%w: %d members, %d arrays within each other", errAnnounced, n, len(r.open)+1)
	}
	if n > 0 {
		r.open = append(r.open, array{n, aside})
	}
	return nil
}

// ended notes the end of a value, and so of every array of which it is the last.
func (r *replies) ended() {
	for len(r.open) > 0 {
		last := &r.open[len(r.open)-1]
		if last.left--; last.left > 0 {
			return
		}
		aside := last.aside
		if r.open = r.open[:len(r.open)-1]; aside {
			return
		}
	}
	r.total = 0
}

// number reads the digits of a header, as the library does: with a plus before them
// too. What is larger than every limit need not be exact.
func number(digits []byte) (n int, ok bool) {
	if last := len(digits) - 1; last >= 0 && digits[last] == '\r' {
		digits = digits[:last]
	}
	if len(digits) > 0 && digits[0] == '+' {
		digits = digits[1:]
	}
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = min(10*n+int(d-'0'), 1<<50)
	}
	return n, len(digits) > 0
}

// announced says it for people.
func announced(address string, err error) string {
	return address + " sends what no Redis sends: " + model.Clean(err.Error()) + ". Is it a Redis?"
}
