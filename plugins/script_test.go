package plugins

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

const panicking = `package panicking

import "github.com/gatepost-mail/gatepost/filters"

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			list := []string{"a"}
			n := len(list)
			return filters.Hangup(list[n])
		},
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			check(to.Local())
			return filters.Pass()
		},
	}, o.Err()
}

func check(local string) {
	if local == "" {
		panic("no local part")
	}
}
`

// A panic comes with the value that the script gave, and its exact place.
func TestPanicked(t *testing.T) {
	p, err := Check([]File{{Name: "panicking.go", Source: []byte(panicking)}}, Grants{})
	if err != nil {
		t.Fatal(err)
	}
	s := loaded(t, p)
	f := made(t, s)
	for _, c := range []struct {
		call func()
		want string
	}{
		{func() { f.Connect(&filters.Session{}) }, "runtime error: slice index out of range at panicking.go:10"},
		{func() { f.Recipient(&filters.Session{}, &filters.Path{}) }, "no local part at panicking.go:21"},
	} {
		if have := panicOf(s, c.call); have != c.want {
			t.Errorf("have %q, want %q", have, c.want)
		}
	}
}

func panicOf(s *Script, call func()) (text string) {
	defer func() {
		file, line := s.Where()
		text = fmt.Sprintf("%v at %s:%d", Panicked(recover()), file, line)
	}()
	call()
	return "no panic"
}

const printing = `package printing

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	fmt.Println("made")
	return &filters.Filter{}, o.Err()
}
`

// What a script prints goes where its interpreter's output goes, and instances have nothing in common.
func TestInterpreters(t *testing.T) {
	p, err := Check([]File{{Name: "printing.go", Source: []byte(printing)}}, Grants{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var out bytes.Buffer
		i, err := p.Interpreter(&out)
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.Load(i)
		if err != nil {
			t.Fatal(err)
		}
		made(t, s)
		if out.String() != "made\n" {
			t.Errorf("printed %q", out.String())
		}
	}
}

const answering = `package answering

import (
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

func pass() filters.Verdict { return filters.Pass() }

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			v := pass()
			if p := &v; s.User() == "" {
				*p = filters.Refuse("5.7.1", "no")
				v = v.After(time.Second)
			}
			return v
		},
		Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict { return pass() },
	}, o.Err()
}
`

// A verdict that is made once is a value like others: who changes the variable that it is in changes nothing else.
func TestAnswersStay(t *testing.T) {
	p, err := Check([]File{{Name: "answering.go", Source: []byte(answering)}}, Grants{})
	if err != nil {
		t.Fatal(err)
	}
	f := made(t, loaded(t, p))
	for range 2 {
		refused, passed := f.Connect(&filters.Session{}), f.Hello(&filters.Session{}, &filters.Hello{})
		if want := filters.Refuse("5.7.1", "no").After(time.Second); refused != want || passed != filters.Pass() {
			t.Errorf("have %v and %v", refused, passed)
		}
	}
}
