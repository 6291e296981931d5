package sessiontest

import "io"

// Fault is what a server may do in the place of a reply, or besides it; false: the connection is done.
type Fault func(*Peer) bool

// Says is something that is no proper reply, and nothing else until the gate has closed.
func Says(text string) Fault {
	return func(p *Peer) bool {
		io.WriteString(p, text)
		p.Strike()
		io.Copy(io.Discard, p)
		return false
	}
}

// Silent is that nothing is said any more.
func Silent(p *Peer) bool { return Says("")(p) }

// Closes is that the connection is closed.
func Closes(p *Peer) bool {
	p.Close()
	p.Strike()
	return false
}

// Resets is that the connection is reset.
func Resets(p *Peer) bool {
	p.SetLinger(0)
	return Closes(p)
}

// Breaks is that something is said and the connection closed.
func Breaks(text string) Fault {
	return func(p *Peer) bool {
		io.WriteString(p, text)
		return Closes(p)
	}
}

// Adds is that something is said behind the reply.
func Adds(text string) Fault {
	return func(p *Peer) bool {
		p.Surplus = text
		return true
	}
}

// Holds is that nothing is said before a channel is closed, and the reply then.
func Holds(until <-chan struct{}) Fault {
	return func(p *Peer) bool {
		p.Strike()
		<-until
		return true
	}
}
