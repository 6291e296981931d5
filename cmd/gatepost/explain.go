package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/explain"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/store"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

func explainVerb() *cobra.Command {
	var x explainer
	c := &cobra.Command{
		Use:   "explain FILE --client ADDR --hello NAME --from PATH --to PATH",
		Short: "Run an envelope through a chain and print what each filter says",
		Long: `Run an envelope through the chain of an SMTP front, once, and print what each filter says at each moment, why, and how long it took; then what the
client would hear and what would go up.

Nobody is connected: the server behind is taken to agree to everything, so that its words and the filters that look at them are left out.
DNS is asked for real, at the servers of FILE. The filters' store is empty, so rates and greylists start from nothing. Nothing is sent, and
nothing is kept. The status is 0 whatever the filters say.`,
		Args: func(c *cobra.Command, args []string) error {
			err := one("FILE, the configuration with the chain")(c, args)
			if err != nil || !isThere(args[0]) { // which is told first, whatever the flags are
				return err
			}
			return x.envelope(c)
		},
		RunE: func(c *cobra.Command, args []string) error { return x.explain(c.Context(), args[0], c.OutOrStdout()) },
	}
	f := c.Flags()
	f.StringVar(&x.client, "client", "", "the client's address, such as 192.0.2.5 or [2001:db8::5]:4025")
	f.StringVar(&x.hello, "hello", "", "what it calls itself")
	f.BoolVar(&x.helo, "helo", false, "it says HELO instead of EHLO")
	f.StringVar(&x.login, "login", "", "it has logged in under this name")
	f.StringVar(&x.from, "from", "", "the sender: u@example.org, with or without <>; <> is that of notifications")
	f.StringArrayVar(&x.to, "to", nil, "a recipient; there may be several")
	f.StringVar(&x.message, "message", "", "the message, a file with LF or CRLF; without it filters that look at a message aren't asked")
	f.StringVar(&x.front, "front", "", "the label of the front (default the first of SMTP)")
	f.StringVar(&x.format, "format", "text", "how it is printed; there is text")
	return c
}

// explainer is what the flags say.
type explainer struct {
	client, hello, login, from string
	to                         []string
	message, front, format     string
	helo                       bool

	e explain.Envelope
}

// isThere tells whether there is a file.
func isThere(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// envelope reads the flags.
func (x *explainer) envelope(c *cobra.Command) error {
	var missing []string
	for _, name := range []string{"client", "hello", "from", "to"} {
		if !c.Flags().Changed(name) {
			missing = append(missing, "--"+name)
		}
	}
	switch {
	case len(missing) > 0:
		return fmt.Errorf("explain wants %s", strings.Join(missing, ", "))
	case x.format != "text":
		return fmt.Errorf("--format: want text, have %q", x.format)
	case x.helo && x.login != "":
		return errors.New("--login: a client that says HELO isn't offered that")
	}
	var wrong [3]error
	x.e.Client, wrong[0] = clientAt(x.client)
	x.e.Hello.Name, wrong[1] = explain.Name(x.hello)
	x.e.Sender, wrong[2] = explain.Path(x.from)
	for i, flag := range []string{"client", "hello", "from"} {
		if wrong[i] != nil {
			return fmt.Errorf("--%s: %w", flag, wrong[i])
		}
	}
	x.e.Hello.Extended, x.e.Login = !x.helo, x.login
	return x.recipients()
}

func (x *explainer) recipients() error {
	for _, typed := range x.to {
		to, err := explain.Path(typed)
		if err != nil {
			return fmt.Errorf("--to: %w", err)
		}
		x.e.Recipients = append(x.e.Recipients, to)
	}
	return nil
}

// clientAt reads an address, with or without a port.
func clientAt(s string) (filters.Client, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return filters.Client{Addr: a.Unmap().WithZone("")}, nil
	}
	a, err := netip.ParseAddrPort(s)
	if err != nil {
		return filters.Client{}, fmt.Errorf("want an address such as 192.0.2.5 or [2001:db8::5]:4025, have %q", s)
	}
	return filters.Client{Addr: a.Addr().Unmap().WithZone(""), Port: a.Port()}, nil
}

// explain runs the chain and prints what comes of it.
func (x *explainer) explain(ctx context.Context, file string, out io.Writer) error {
	cfg, _, err := config.Inspect(file, known(nil))
	if err != nil {
		return err
	}
	front, err := frontOf(cfg, x.front)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if x.message != "" {
		if x.e.Message, err = os.ReadFile(x.message); err != nil {
			return err
		}
	}
	dns, err := resolver.New(cfg.DNS, wire.RealClock{})
	if err != nil {
		return err
	}
	defer dns.Close()
	account := explain.Run(ctx, front, x.e, explain.Services{
		DNS: dns, Values: store.New(store.Limits{}, wire.RealClock{}), Clock: wire.RealClock{},
	})
	_, err = io.WriteString(out, explained(front.Label, x.e.Client, account))
	return err
}

// frontOf is the front of a label, or the first, of those that speak SMTP.
func frontOf(cfg *proxy.Config, label string) (*proxy.FrontConfig, error) {
	var labels []string
	for i := range cfg.Fronts {
		switch f := &cfg.Fronts[i]; {
		case f.Protocol() == filters.SMTP && (label == "" || label == f.Label):
			return f, nil
		case f.Protocol() == filters.SMTP:
			labels = append(labels, f.Label)
		case label == f.Label:
			return nil, fmt.Errorf("front %s speaks POP3, and explain is about envelopes, which only SMTP has", label)
		}
	}
	if len(labels) == 0 {
		return nil, errors.New("its fronts speak POP3, and explain is about envelopes, which only SMTP has")
	}
	return nil, fmt.Errorf("there is no front %s; there is %s", label, strings.Join(labels, ", "))
}
