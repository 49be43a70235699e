// Package redistest starts a real redis-server for tests and floods it with
// messages. It is for tests and benchmarks only: nothing that ships may import
// it, and nothing in it may skip a test because the server is missing.
package redistest

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// startLimit bounds how long a server may take to answer its first PING.
const startLimit = 10 * time.Second

// portTries is how often another port is tried: between finding a free port
// and using it somebody else may take it.
const portTries = 5

// Server is one redis-server process on a loopback port, with a folder of its
// own and no persistence. It is not safe for concurrent use.
type Server struct {
	t    testing.TB
	bin  string
	port int
	dir  string
	args []string
	conf string // the text of a configuration file, which Sentinel wants to write to; "" for none
	cmd  *exec.Cmd
	gone chan struct{} // closed when cmd has ended
}

// Start runs redis-server with args behind the standard ones, such as
// "--requirepass", "secret", and waits until it answers. It is ended when the
// test ends. Without a redis-server on this machine the test fails.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	return start(t, "", args...)
}

func start(t testing.TB, conf string, args ...string) *Server {
	t.Helper()
	bin, err := exec.LookPath("redis-server")
	if err != nil {
		t.Fatal("redis-server is not installed: install the package redis-server (Debian) or redis (Homebrew)")
	}
	dir, err := os.MkdirTemp("", "redis") // not t.TempDir: the path of a unix socket must be short
	if err != nil {
		t.Fatalf("making a folder for redis-server: %v", err)
	}
	s := &Server{t: t, bin: bin, dir: dir, args: args, conf: conf}
	t.Cleanup(s.remove)
	if err := s.startAnywhere(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Addr is host:port.
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// Socket is the path of the unix socket on which the server listens as well.
func (s *Server) Socket() string { return filepath.Join(s.dir, "redis.sock") }

// URL is the address as tickdeck takes it, with the password if args set one.
func (s *Server) URL() string {
	u := url.URL{Scheme: "redis", Host: s.Addr(), Path: "/0"}
	if p := s.password(); p != "" {
		u.User = url.UserPassword("", p)
	}
	return u.String()
}

// Client returns a client of the server; it is closed when the test ends.
func (s *Server) Client(t testing.TB) *redis.Client {
	c := s.client()
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("closing the client: %v", err)
		}
	})
	return c
}

// Kill ends the server at once, as a crash would, and waits until it is gone.
func (s *Server) Kill() {
	s.t.Helper()
	if err := s.end(); err != nil {
		s.t.Fatalf("killing redis-server: %v", err)
	}
}

// Restart brings the server back on the same port and folder, after Kill or at
// any time. What it held is lost.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	if err := s.run(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *Server) client() *redis.Client { return redis.NewClient(s.options()) }

func (s *Server) options() *redis.Options {
	return &redis.Options{
		Addr: s.Addr(), Password: s.password(), DisableIdentity: true, ContextTimeoutEnabled: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
}

func (s *Server) password() string {
	for i, a := range s.args {
		if a == "--requirepass" && i+1 < len(s.args) {
			return s.args[i+1]
		}
	}
	return ""
}

func (s *Server) startAnywhere() error {
	for range portTries {
		var err error
		if s.port, err = freePort(); err != nil {
			return err
		}
		if err = s.run(); err == nil {
			return nil
		}
		if !anotherPort(err) {
			return err
		}
	}
	return fmt.Errorf("every one of %d ports was taken while redis-server started", portTries)
}

// anotherPort reports whether another port would help: this one was taken, or
// leaves no room for the port of the cluster's bus, which is 10,000 higher.
func anotherPort(err error) bool {
	return strings.Contains(err.Error(), "Address already in use") || strings.Contains(err.Error(), "port number too high")
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// run starts the process on s.port and waits until it answers.
func (s *Server) run() error {
	standard := []string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--unixsocket", s.Socket(), "--dir", s.dir,
		"--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", s.log(),
	}
	if s.conf != "" {
		file := filepath.Join(s.dir, "redis.conf")
		if err := os.WriteFile(file, []byte(s.conf), 0o600); err != nil {
			return err
		}
		standard = append([]string{file}, standard...)
	}
	s.cmd = exec.Command(s.bin, append(standard, s.args...)...)
	if err := s.cmd.Start(); err != nil {
		s.cmd = nil
		return fmt.Errorf("starting redis-server: %w", err)
	}
	s.gone = make(chan struct{})
	go func(cmd *exec.Cmd, gone chan struct{}) {
		_ = cmd.Wait() // how it ended does not matter: its log says why
		close(gone)
	}(s.cmd, s.gone)
	if err := s.await(); err != nil {
		return errors.Join(err, s.end())
	}
	return nil
}

// await polls with growing pauses until the server answers or is gone.
func (s *Server) await() error {
	late := time.After(startLimit)
	for pause := time.Millisecond; !s.answers(); pause = min(2*pause, 50*time.Millisecond) {
		select {
		case <-s.gone:
			return fmt.Errorf("redis-server ended at once: %s", s.logTail())
		case <-late:
			return fmt.Errorf("redis-server does not answer on %s: %s", s.Addr(), s.logTail())
		case <-time.After(pause):
		}
	}
	return nil
}

// answers takes any reply to PING for a sign of life, a refused user included.
// It speaks without the client, which logs every refused connection.
func (s *Server) answers() bool {
	conn, err := net.DialTimeout("tcp", s.Addr(), time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	if conn.SetDeadline(time.Now().Add(time.Second)) != nil {
		return false
	}
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return false
	}
	reply, err := bufio.NewReader(conn).ReadString('\n')
	return err == nil && !strings.HasPrefix(reply, "-LOADING")
}

func (s *Server) log() string { return filepath.Join(s.dir, "redis.log") }

func (s *Server) logTail() string {
	const most = 500
	text, err := os.ReadFile(s.log())
	if err != nil {
		return "it left no log"
	}
	return string(text[max(0, len(text)-most):])
}

// end kills the process by its handle, frozen or not, and waits for it.
func (s *Server) end() error {
	if s.cmd == nil {
		return nil
	}
	if err := s.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-s.gone
	s.cmd = nil
	return nil
}

func (s *Server) remove() {
	if err := s.end(); err != nil {
		s.t.Errorf("ending redis-server: %v", err)
	}
	if err := os.RemoveAll(s.dir); err != nil {
		s.t.Errorf("removing the folder of redis-server: %v", err)
	}
}
