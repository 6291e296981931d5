package plugins

import (
	"context"
	"io"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// Engine runs a plugin. There are two: [Interpreted] and [Compiled].
type Engine interface {
	// Name is "interpreted" or "compiled".
	Name() string

	// plugin is the name of the plugin's package.
	plugin() string

	// shared tells that one instance serves many calls at once.
	shared() bool

	// begin makes what an instance runs in, until ctx ends. It runs nothing of the plugin's.
	begin(ctx context.Context, out io.Writer) (stage, error)
}

// stage is what one instance runs in.
type stage interface {
	// load runs the plugin's initialisation and finds its New.
	load() (New, error)

	// every is how often a call under way is looked at.
	every() time.Duration

	// killed tells that the end of the stage's context ends what runs in it.
	killed() bool

	// where is the statement that was last reached, once the call is back; line 0: unknown.
	where() (file string, line int)
}

// New is what a plugin exports.
type New = func(*filters.Options) (*filters.Filter, error)

// Compiled runs a plugin that is part of this program; name is that of its package. Its hooks have the same deadline as a script's,
// but can't be killed: see [Limits.Stuck].
func Compiled(name string, of New) Engine { return compiled{name, of} }

type compiled struct {
	name string
	of   New
}

func (c compiled) Name() string   { return "compiled" }
func (c compiled) plugin() string { return c.name }
func (c compiled) shared() bool   { return true }

func (c compiled) begin(context.Context, io.Writer) (stage, error) { return c, nil }

func (c compiled) load() (New, error)   { return c.of, nil }
func (c compiled) every() time.Duration { return 20 * time.Millisecond }
func (c compiled) killed() bool         { return false }
func (c compiled) where() (string, int) { return "", 0 }
