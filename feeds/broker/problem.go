package broker

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

// Problem says in words what is wrong with the connection and what to do.
func (c *Client) Problem(err error) string { return problem(c.Address(), err) }

func problem(address string, err error) string {
	text := err.Error()
	switch {
	case errors.Is(err, errAnnounced):
		return announced(address, err)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOENT):
		return "no Redis at " + address
	case has(text, "WRONGPASS", "invalid password", "invalid username-password"):
		return "wrong user name or password for " + address + ": check the URL"
	case has(text, "NOAUTH"):
		return address + " wants a password: put it in the URL, redis://user:password@host"
	case has(text, "NOPERM"):
		return "this user may not do that on " + address + ": " + model.Clean(text)
	case has(text, "LOADING"):
		return address + " is still loading its data"
	case has(text, "DB index is out of range", "invalid DB index"):
		return "there is no such database on " + address + ": check the number in the URL"
	case errors.Is(err, errSilent), errors.Is(err, context.DeadlineExceeded), timeout(err):
		return address + " does not answer"
	case has(text, "no such host"):
		return "no host of that name: " + address
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return address + " closed the connection"
	case Answered(err):
		return address + " refuses: " + model.Clean(text)
	}
	return "no connection to " + address + ": " + model.Clean(text)
}

func has(text string, parts ...string) bool {
	for _, s := range parts {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// Answered tells a server's no from a connection that is dead.
func Answered(err error) bool {
	_, ok := errors.AsType[redis.Error](err)
	return ok
}

// Refused tells a no that stays one from a connection that is dead and from a
// server that is not ready yet.
func Refused(err error) bool {
	no, ok := errors.AsType[redis.Error](err)
	if !ok || errors.Is(err, redis.ErrClosed) || errors.Is(err, redis.ErrPoolTimeout) {
		return false
	}
	for _, later := range [...]string{"LOADING", "READONLY", "MASTERDOWN", "BUSY ", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK"} {
		if strings.HasPrefix(no.Error(), later) {
			return false
		}
	}
	return true
}

func timeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}
