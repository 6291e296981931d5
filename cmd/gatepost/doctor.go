package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

func doctorVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor FILE",
		Short: "Tell what would keep a configuration from working on this machine",
		Long: `Tell what would keep a configuration from working on this machine, a line for each thing that is looked at: whether strangers could send
anywhere through a front, whether its certificates are valid and its ports free, whether the servers behind greet, under TLS where they should, and whether there are descriptors, room on disk, answers
from DNS and a plausible clock. A gatepost that runs is not disturbed: a port that it holds is all right.

Run it as the user, and within the limits, of the gatepost that is to run. Servers are greeted and left again, DNS is asked for the
gateway's own name, nothing else is sent, and nothing is kept. The status is 1 if there is a problem.`,
		Args: one("FILE, the configuration to examine"),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, told, err := config.Inspect(args[0], known(nil))
			if err != nil {
				return err
			}
			d := &doctor{out: c.OutOrStdout()}
			d.examine(c.Context(), cfg, told)
			return d.conclude(args[0])
		},
	}
}

// grade is how a thing is.
type grade int

const (
	fine grade = iota
	doubtful
	ill
	grades
)

func (g grade) String() string { return [...]string{"ok", "warning", "problem"}[g] }

// finding is one thing that was looked at.
type finding struct {
	grade
	text string // begins with what it is about; of what is ill it ends with what to do
}

func found(g grade, format string, args ...any) finding {
	return finding{g, filters.Clean(fmt.Sprintf(format, args...))}
}

// doctor writes down what is found.
type doctor struct {
	out   io.Writer
	count [grades]int
}

// examine looks at all there is, each in its turn: what takes time comes after what doesn't.
func (d *doctor) examine(ctx context.Context, cfg *proxy.Config, told []config.Relaying) {
	d.write(relaying(told)...)
	for _, text := range cfg.Warnings {
		d.write(found(doubtful, "%s", text))
	}
	d.write(shown(cfg)...)
	d.write(exposed(cfg)...)
	d.write(ports(cfg)...)
	d.write(limits(cfg))
	d.write(directories(cfg)...)
	d.write(clock(time.Now(), builtAt()))
	for i := range cfg.Upstreams {
		d.write(servers(ctx, cfg, &cfg.Upstreams[i])...)
	}
	d.write(nameservers(ctx, cfg)...)
}

func (d *doctor) write(all ...finding) {
	for _, f := range all {
		d.count[f.grade]++
		fmt.Fprintf(d.out, "%-7s  %s\n", f.grade, f.text)
	}
}

// conclude says what it comes to.
func (d *doctor) conclude(file string) error {
	fmt.Fprintf(d.out, "\n%s: %s, %s\n", file, count(d.count[ill], ill.String()), count(d.count[doubtful], doubtful.String()))
	if d.count[ill] > 0 {
		return errSaid
	}
	return nil
}

// relaying is whether strangers could send anywhere.
func relaying(told []config.Relaying) []finding {
	var all []finding
	for _, f := range told {
		switch {
		case f.Open && !f.Allowed:
			all = append(all, found(ill, "%s", f.Text))
		case f.Allowed:
			all = append(all, found(doubtful, "%s", f.Text))
		default:
			all = append(all, found(fine, "%s", f.Text))
		}
	}
	return all
}
