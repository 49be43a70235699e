package redistest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"
)

// Load says what Flood publishes.
type Load struct {
	Channel string
	N       int // messages in all
	Rate    int // messages a second; 0 is as fast as the server takes them

	// Payload appends message i to dst; it is called just before i is sent.
	Payload func(dst []byte, i int) []byte
}

// Same is a Payload that sends one message again and again.
func Same(message string) func([]byte, int) []byte {
	return func(dst []byte, _ int) []byte { return append(dst, message...) }
}

// InFlight is how many messages can be on their way: when Payload is called for
// one, that one's InFlight-th forerunner is confirmed.
const InFlight = 2 * floodBatch

const (
	floodBatch    = 512 // messages in one write
	floodInterval = time.Millisecond
	replyLimit    = 10 * time.Second // for a batch that the server does not take
)

// Flood publishes a load over one connection, written by hand: a client that
// keeps a value per command is three times slower. It returns how many messages
// the server confirmed, also when it fails or ctx ends early, and the sum of
// the receivers that PUBLISH returned for them.
func Flood(ctx context.Context, addr string, l Load) (sent, received int, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return 0, 0, fmt.Errorf("connecting to %s for a flood: %w", addr, err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	f := flood{Load: l, conn: conn, replies: bufio.NewReaderSize(conn, 64<<10)}
	err = f.run(ctx)
	return f.sent, f.received, errors.Join(err, ctx.Err())
}

type flood struct {
	Load
	conn     net.Conn
	replies  *bufio.Reader
	buf      []byte
	body     []byte
	written  int
	sent     int // confirmed by a reply
	received int
}

// run keeps one batch in flight while the next is made, so that neither side
// waits for the other, and never so many that both sides only write.
func (f *flood) run(ctx context.Context) error {
	start := time.Now()
	flying := 0
	for f.written < f.N {
		n := f.due(time.Since(start))
		if n == 0 {
			if err := f.rest(ctx, &flying); err != nil {
				return err
			}
			continue
		}
		if err := f.write(n); err != nil {
			return err
		}
		if err := f.read(flying); err != nil {
			return err
		}
		flying = n
	}
	return f.read(flying)
}

// due is how many messages to send now.
func (f *flood) due(since time.Duration) int {
	left := min(f.N-f.written, floodBatch)
	if f.Rate <= 0 {
		return left
	}
	return min(left, max(0, int(since.Seconds()*float64(f.Rate))-f.written))
}

// rest reads what is owed, then waits for the pace.
func (f *flood) rest(ctx context.Context, flying *int) error {
	if err := f.read(*flying); err != nil {
		return err
	}
	*flying = 0
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(max(floodInterval, time.Second/time.Duration(2*f.Rate))):
		return nil
	}
}

func (f *flood) write(n int) error {
	f.buf = f.buf[:0]
	for range n {
		f.body = f.Payload(f.body[:0], f.written)
		f.buf = append(f.buf, "*3\r\n$7\r\nPUBLISH\r\n"...)
		f.buf = appendBulk(f.buf, f.Channel)
		f.buf = appendBulk(f.buf, f.body)
		f.written++
	}
	if err := f.conn.SetDeadline(time.Now().Add(replyLimit)); err != nil {
		return fmt.Errorf("setting the limit for a batch: %w", err)
	}
	if _, err := f.conn.Write(f.buf); err != nil {
		return fmt.Errorf("writing a batch of %d: %w", n, err)
	}
	return nil
}

func appendBulk[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '$')
	dst = strconv.AppendInt(dst, int64(len(s)), 10)
	dst = append(dst, "\r\n"...)
	dst = append(dst, s...)
	return append(dst, "\r\n"...)
}

func (f *flood) read(n int) error {
	for range n {
		line, err := f.replies.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("reading the reply to message %d: %w", f.sent, err)
		}
		if line[0] != ':' {
			return fmt.Errorf("message %d was refused: %s", f.sent, line)
		}
		heard, err := strconv.Atoi(string(line[1 : len(line)-2]))
		if err != nil {
			return fmt.Errorf("reading the reply to message %d: %w", f.sent, err)
		}
		f.sent++
		f.received += heard
	}
	return nil
}
