package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

func checkVerb() *cobra.Command {
	mute := false
	c := &cobra.Command{
		Use:   "check FILE",
		Short: "Tell what is wrong with a configuration",
		Long: `Tell all that is wrong with a configuration, as a reload would: its plugins are loaded, and the dialogues that lie beside them are played, those
*.txt whose configuration names the plugin's file. Nothing listens, and nothing is asked.`,
		Args: one("FILE, the configuration to check"),
		RunE: func(c *cobra.Command, args []string) error {
			reading := player{file: args[0], plugins: &roster{log: slog.New(slog.DiscardHandler)}}
			if !mute {
				reading.serving = map[string][]byte{} // all are new
			}
			cfg, err := reading.config()
			if err != nil {
				return err
			}
			for _, text := range cfg.Warnings {
				warn(c, args[0], text)
			}
			for _, one := range cfg.TLS {
				warnOfTLS(c, args[0], one)
			}
			if dir := cfg.Journal.Dir; dir != "" && unkept(dir) != "" {
				warn(c, args[0], "journal: you couldn't keep one in "+dir+": "+unkept(dir))
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: ok: %s%s\n", args[0], contents(cfg), dialogues(reading.played))
			return nil
		},
	}
	c.Flags().BoolVar(&mute, "no-dialogues", false, "load plugins, and play none of the dialogues beside them")
	return c
}

func warn(c *cobra.Command, file, text string) {
	fmt.Fprintf(c.ErrOrStderr(), "warning: %s: %s\n", file, text)
}

// warnOfTLS tells how a certificate stands today.
func warnOfTLS(c *cobra.Command, file string, one certificates.Config) {
	for _, f := range certificates.Inspect(one, time.Now()) {
		if f.Level >= slog.LevelWarn {
			warn(c, file, "tls "+one.Label+": "+f.Text)
		}
	}
	if one.ACME != nil && unkept(one.ACME.Storage) != "" {
		warn(c, file, "tls "+one.Label+": you couldn't store certificates in "+one.ACME.Storage+": "+unkept(one.ACME.Storage))
	}
}

// unkept says why whoever asks couldn't keep anything in a directory, as far as that shows when nothing is made or locked; "" if nothing
// speaks against it. A directory that isn't there would be made.
func unkept(dir string) (why string) {
	info, err := os.Stat(dir)
	switch parent := filepath.Dir(dir); {
	case errors.Is(err, fs.ErrNotExist) && parent != dir:
		return unkept(parent)
	case err != nil:
		return err.Error()
	case !info.IsDir():
		return dir + " is no directory"
	case unix.Access(dir, unix.W_OK|unix.X_OK) != nil:
		return "you may not write to " + dir
	}
	return ""
}

// contents counts what a configuration has.
func contents(cfg *proxy.Config) string {
	filters := 0
	for _, f := range cfg.Fronts {
		filters += len(f.Chain.Labels())
	}
	return fmt.Sprintf("%s, %s, %s", count(len(cfg.Fronts), "front"), count(len(cfg.Upstreams), "upstream"), count(filters, "filter"))
}

// dialogues counts those beside plugins that came out.
func dialogues(played int) string {
	if played == 0 {
		return ""
	}
	return ", and " + count(played, "dialogue") + " beside plugins"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
