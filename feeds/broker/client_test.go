package broker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/redis/go-redis/v9"
)

type reply string

func (r reply) Error() string { return string(r) }
func (reply) RedisError()     {}

var _ redis.Error = reply("")

func TestAProblemSaysWhatIsWrong(t *testing.T) {
	for want, err := range map[string]error{
		"no Redis at h:1/0":                          &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)},
		"h:1/0 closed the connection":                fmt.Errorf("read: %w", io.EOF),
		"h:1/0 does not answer":                      fmt.Errorf("read: %w", os.ErrDeadlineExceeded),
		"wrong user name or password for h:1/0":      reply("WRONGPASS invalid username-password pair or user is disabled."),
		"h:1/0 wants a password":                     reply("NOAUTH Authentication required."),
		"this user may not do that on h:1/0":         reply("NOPERM this user has no permissions"),
		"h:1/0 is still loading its data":            reply("LOADING Redis is loading the dataset in memory"),
		"there is no such database on h:1/0":         reply("ERR DB index is out of range"),
		"h:1/0 refuses: READONLY":                    reply("READONLY You can't write against a read only replica."),
		"no host of that name: h:1/0":                &net.DNSError{Err: "no such host", Name: "h"},
		"no connection to h:1/0: network is unreach": syscall.ENETUNREACH,
	} {
		if got := problem("h:1/0", err); !strings.HasPrefix(got, want) {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	for _, err := range []error{errSilent, context.DeadlineExceeded} {
		if got := problem("h:1/0", err); got != "h:1/0 does not answer" {
			t.Errorf("%v: %q", err, got)
		}
	}
	if got := problem("h:1/0", errors.New("\x1b[2J")); strings.Contains(got, "\x1b") {
		t.Errorf("%q reaches the terminal", got)
	}
}
