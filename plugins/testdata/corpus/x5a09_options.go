package main

import (
	"errors"
	"fmt"
	"time"
)

type Option func(*server) error

type server struct {
	host    string
	port    int
	timeout time.Duration
	hooks   []func(string)
}

var ErrPort = errors.New("bad port")

func WithPort(p int) Option {
	return func(s *server) error {
		if p <= 0 || p > 65535 {
			return fmt.Errorf("%w: %d", ErrPort, p)
		}
		s.port = p
		return nil
	}
}

func WithTimeout(d time.Duration) Option {
	return func(s *server) error { s.timeout = d; return nil }
}

func WithHook(h func(string)) Option {
	return func(s *server) error { s.hooks = append(s.hooks, h); return nil }
}

func New(host string, opts ...Option) (*server, error) {
	s := &server{host: host, port: 25, timeout: time.Minute}
	for _, o := range opts {
		if err := o(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s server) String() string { return fmt.Sprintf("%s:%d (%v)", s.host, s.port, s.timeout) }

func main() {
	s, err := New("mx", WithPort(2525), WithTimeout(3*time.Second), WithHook(func(x string) { fmt.Println("hook", x) }))
	fmt.Println(s, err)
	for _, h := range s.hooks {
		h("called")
	}
	_, err = New("mx", WithPort(-1))
	fmt.Println(err, errors.Is(err, ErrPort))
	s, err = New("plain")
	fmt.Printf("%v %v\n", s, err)
	fmt.Printf("%s\n", *s)
}
