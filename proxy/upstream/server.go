package upstream

import (
	"context"
	"fmt"
	"net"
	"sync/atomic"
)

// Server is one of an upstream's servers.
type Server struct {
	upstream    *Upstream
	address     string
	connections atomic.Int64 // also those being made and those parked
}

// Addr is the server's host:port as the configuration has it.
func (s *Server) Addr() string { return s.address }

// Connect makes a connection within ctx and the upstream's connect time, and counts it until [Server.Release]. The
// connection is the caller's.
func (s *Server) Connect(ctx context.Context) (net.Conn, error) {
	// The network's time is the machine's, whatever clock the gate lives by.
	ctx, cancel := context.WithTimeout(ctx, s.upstream.Connect())
	defer cancel()
	if s.upstream.broken != nil {
		return nil, fmt.Errorf("upstream %s: %w", s.upstream.cfg.Label, s.upstream.broken)
	}
	s.connections.Add(1)
	c, err := s.upstream.dial(ctx, "tcp", s.address)
	if err != nil {
		s.Release()
		return nil, fmt.Errorf("upstream %s: %w", s.upstream.cfg.Label, err)
	}
	return c, nil
}

// Release ends the count of a connection that Connect made. Whoever closes the connection calls it, once.
func (s *Server) Release() { s.connections.Add(-1) }
