package proxytest

import (
	"errors"
	"io"
	"net"
	"syscall"
)

// errCut is the end of a connection under TLS that was only closed: who ends what it says, says so by close_notify (RFC 8446, section 6.1).
var errCut = errors.New("closed without close_notify")

// refusal is the end of a connection on which the proxy doesn't want TLS, or not so: not with this certificate, or of another version.
type refusal struct{ error }

// isAlert tells whether the proxy has ended TLS by saying what is wrong.
func isAlert(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error"
}

// endOf is how a connection has ended after which reading fails; nil: it hasn't.
func (l *leg) endOf(err error) error {
	var late net.Error
	switch {
	case err == nil || errors.As(err, &late) && late.Timeout():
		return nil
	case errors.Is(err, syscall.ECONNRESET):
		return syscall.ECONNRESET
	case l.tls == nil || l.notified:
		return io.EOF
	case isAlert(err):
		return refusal{err}
	case l.socket.over:
		return errCut
	}
	return err
}

// endAct is how an end is written; "": it can't be.
func endAct(err error) act {
	switch err {
	case io.EOF:
		return actClose
	case errCut:
		return actCut
	case syscall.ECONNRESET:
		return actReset
	}
	if _, is := err.(refusal); is {
		return actRefuseTLS
	}
	return ""
}

// endName says what the proxy has done.
func endName(err error) string {
	switch endAct(err) {
	case actClose:
		return "closed the connection"
	case actCut:
		return "closed the connection without close_notify"
	case actReset:
		return "reset the connection"
	case actRefuseTLS:
		return "refused TLS: " + err.Error()
	}
	return "broken TLS: " + err.Error()
}

func endMark(err error) string {
	if a := endAct(err); a != "" {
		return "<" + string(a) + ">"
	}
	return "(" + err.Error() + ")"
}
