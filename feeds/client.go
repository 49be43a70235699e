package feeds

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"tickdeck/model"
)

// How long one command may take before the server counts as not answering.
const commandTimeout = 3 * time.Second

// Connect prepares a client; nothing is dialled before it is used. The URL is
// redis://, rediss:// or unix://.
func Connect(rawURL string) (*redis.Client, error) {
	rdb, _, err := connect(rawURL)
	return rdb, err
}

// connect returns the client's lines as well, by which it can be ended at once.
func connect(rawURL string) (*redis.Client, *lines, error) {
	o, err := redis.ParseURL(rawURL)
	if err != nil {
		return nil, nil, fmt.Errorf("%s is not a Redis URL: %w", Masked(rawURL), withoutURL(err))
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout = commandTimeout, commandTimeout, commandTimeout
	o.MaxRetries = -1 // our own loops try again, and say so
	o.DialerRetries = 1
	o.ContextTimeoutEnabled = true
	// Each of these costs an error reply on every connection to an older server.
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.PipelinePoolSize = -1 // a pool of its own would hold 256 KiB a connection
	all := newLines()
	o.Dialer = all.dialer(o)
	return redis.NewClient(o), all, nil
}

// withoutURL strips the URL, and the password in it, from an error of net/url.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// Masked is the URL with its password replaced.
func Masked(rawURL string) string {
	u, err := url.Parse(rawURL)
	if err != nil {
		return "the URL given"
	}
	return u.Redacted()
}

// Address names the server for people: host:port/db, or the path of a socket.
func Address(rdb *redis.Client) string {
	o := rdb.Options()
	return fmt.Sprintf("%s/%d", model.Clean(o.Addr), o.DB)
}

// Problem says in words what is wrong with the connection and what to do.
func Problem(address string, err error) string {
	text := err.Error()
	switch {
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
	case answered(err):
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

// answered tells a server's no from a connection that is dead.
func answered(err error) bool {
	_, ok := errors.AsType[redis.Error](err)
	return ok
}

func timeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}
