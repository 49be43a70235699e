//go:build !unix

package redistest

// Freeze fails the test: this system cannot stop a process without ending it.
func (s *Server) Freeze() { s.t.Fatal("a process cannot be frozen on this system") }

// Thaw does nothing where nothing can be frozen.
func (s *Server) Thaw() {}
