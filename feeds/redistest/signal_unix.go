//go:build unix

package redistest

import "golang.org/x/sys/unix"

// Freeze stops the process without ending it: its connections stay open and
// nothing answers, as when a machine hangs.
func (s *Server) Freeze() { s.signal(unix.SIGSTOP) }

// Thaw lets a frozen server go on.
func (s *Server) Thaw() { s.signal(unix.SIGCONT) }

func (s *Server) signal(sig unix.Signal) {
	s.t.Helper()
	if s.cmd == nil {
		s.t.Fatalf("redis-server is not running: it cannot be sent %s", unix.SignalName(sig))
	}
	if err := unix.Kill(s.cmd.Process.Pid, sig); err != nil {
		s.t.Fatalf("sending %s to redis-server: %v", unix.SignalName(sig), err)
	}
}
