package redistest

import (
	"context"
	"errors"
	"net"
	"net/url"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestAServerAnswersAndIsGoneAfterTheTest(t *testing.T) {
	var addr string
	t.Run("inner", func(t *testing.T) {
		s := Start(t)
		addr = s.Addr()
		if err := s.Client(t).Set(t.Context(), "k", "v", 0).Err(); err != nil {
			t.Fatal(err)
		}
	})
	if conn, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
		conn.Close()
		t.Fatalf("something still listens on %s", addr)
	}
}

func TestAPasswordIsAskedForAndKnown(t *testing.T) {
	s := Start(t, "--requirepass", "p@ss/word")
	if err := s.Client(t).Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := u.User.Password(); p != "p@ss/word" {
		t.Fatalf("the URL %s holds the password %q", s.URL(), p)
	}
	bare := redis.NewClient(&redis.Options{Addr: s.Addr()})
	defer bare.Close()
	if err := bare.Ping(t.Context()).Err(); err == nil {
		t.Fatal("the server let in a client without a password")
	}
}

func TestAUserOfTheACLCanBeMadeByArguments(t *testing.T) {
	s := Start(t, "--user", "reader", "on", ">secret", "~*", "&*", "+@all", "--user", "default", "off")
	c := redis.NewClient(&redis.Options{Addr: s.Addr(), Username: "reader", Password: "secret"})
	defer c.Close()
	if err := c.Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
}

func TestTheUnixSocketAnswers(t *testing.T) {
	s := Start(t)
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: s.Socket()})
	defer c.Close()
	if err := c.Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
}

func TestAKilledServerComesBackOnTheSamePort(t *testing.T) {
	s := Start(t)
	addr := s.Addr()
	s.Kill()
	if conn, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
		conn.Close()
		t.Fatal("the killed server still listens")
	}
	s.Restart()
	if s.Addr() != addr {
		t.Fatalf("it came back on %s, not on %s", s.Addr(), addr)
	}
	if err := s.Client(t).Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
}

func TestAFrozenServerIsSilentUntilItThaws(t *testing.T) {
	s := Start(t)
	c := s.Client(t)
	s.Freeze()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := c.Ping(ctx).Err(); !errors.Is(err, context.DeadlineExceeded) && !timedOut(err) {
		t.Fatalf("a frozen server answered: %v", err)
	}
	s.Thaw()
	if err := c.Ping(t.Context()).Err(); err != nil {
		t.Fatalf("after the thaw: %v", err)
	}
}

func TestAFrozenServerCanBeEnded(t *testing.T) {
	Start(t).Freeze()
}

func timedOut(err error) bool {
	var e net.Error
	return errors.As(err, &e) && e.Timeout()
}
