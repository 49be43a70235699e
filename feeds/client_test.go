package feeds

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

	"tickdeck/model"
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
		if got := Problem("h:1/0", err); !strings.HasPrefix(got, want) {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	for _, err := range []error{errSilent, context.DeadlineExceeded} {
		if got := Problem("h:1/0", err); got != "h:1/0 does not answer" {
			t.Errorf("%v: %q", err, got)
		}
	}
	if got := Problem("h:1/0", errors.New("\x1b[2J")); strings.Contains(got, "\x1b") {
		t.Errorf("%q reaches the terminal", got)
	}
}

func TestAMaskedURLShowsNoPassword(t *testing.T) {
	for url, want := range map[string]string{
		"redis://u:geheim@h:1/0": "redis://u:xxxxx@h:1/0",
		"redis://h":              "redis://h",
		"redis://:geheim@h:x":    "the URL given",
	} {
		if got := Masked(url); got != want {
			t.Errorf("%q, want %q", got, want)
		}
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
