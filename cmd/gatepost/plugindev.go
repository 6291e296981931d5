package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

func pluginDevVerb() *cobra.Command {
	w := workbench{}
	c := &cobra.Command{
		Use:   "dev FILE",
		Short: "Check, test and swap a plugin whenever it is saved",
		Long: `Serve a plugin before a mail server within this program that delivers nowhere. Whenever something in its directory is saved the plugin is checked, its
dialogues are played, and if all is well it is swapped in, for new sessions: those that are open end on the version that they began with.
If not, the last good version stays. Each dialogue is shown as it happens, with every hook's verdict and time.

The configuration is gatepost.hcl beside FILE, but for where it listens and its upstreams; without one the plugin is alone in a front of
SMTP, without options and with all grants.`,
		Args: func(c *cobra.Command, args []string) error {
			if !isAddress(w.listen) {
				return fmt.Errorf("--listen: want a host and a port such as \"127.0.0.1:2525\", have %q", w.listen)
			}
			if err := one("FILE, the plugin's source")(c, args); err != nil {
				return err
			}
			if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
				return nil // who saves it may make it
			}
			_, err := goFiles(args[0])
			return err
		},
		RunE: func(c *cobra.Command, args []string) error {
			w.file, w.dir = args[0], folderOf(args[0])
			w.out, w.colour = newLogWriter(c.OutOrStdout(), "… %d lines are missing here"), wantsColour(c.OutOrStdout())
			defer w.out.Close()
			return w.run()
		},
	}
	c.Flags().StringVar(&w.listen, "listen", "127.0.0.1:2525", "where the first front listens; others have free ports")
	return c
}

// workbench is where an author tries a plugin.
type workbench struct {
	file, dir string
	listen    string
	out       *logWriter // of several goroutines
	colour    bool

	mail    *mailserver.Server
	stream  *journal.Stream
	log     *slog.Logger
	gateway *gateway // nil until there is a good version
	heard   signals  // but for SIGHUP: who closes the terminal has gone
}

// run tries the plugin, now and after each save, until a signal ends it.
func (w *workbench) run() error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	if err := watcher.Add(w.dir); err != nil { // the directory: editors put new files in the place of old ones
		return err
	}
	w.log = slog.New(slog.NewTextHandler(w.out, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if w.mail, err = mailserver.Start(w.log); err != nil {
		return fmt.Errorf("embedded mail server: %w", err)
	}
	defer w.mail.Close()
	live := journal.NewLive(w.out, w.colour)
	defer live.Close()
	w.stream = &journal.Stream{Sinks: []journal.Sink{live}, Dialogue: true} // which shows all that a log would tell of a session
	w.heard.ends = make(chan os.Signal, 2)
	signal.Notify(w.heard.ends, syscall.SIGTERM, syscall.SIGINT)
	defer signal.Stop(w.heard.ends)
	return w.serve(watcher)
}

// settle is how long a directory is left alone before what was saved there is taken: editors write in several steps.
const settle = 100 * time.Millisecond

func (w *workbench) serve(watcher *fsnotify.Watcher) error {
	var saved <-chan time.Time
	err := w.try()
	for err == nil {
		select {
		case e := <-watcher.Events:
			if e.Op != fsnotify.Chmod {
				saved = time.After(settle)
			}
		case lost := <-watcher.Errors:
			w.log.Warn("something may have been saved without being seen", "error", lost)
		case <-saved:
			saved = nil
			err = w.try()
		case s := <-w.heard.ends:
			if w.gateway == nil {
				return nil
			}
			return w.gateway.shutDown(s)
		}
	}
	return err
}

// try checks and tests what is there, and puts it into service if it is good. An error isn't the plugin's fault.
func (w *workbench) try() error {
	err := w.swap()
	if at := (*net.OpError)(nil); errors.As(err, &at) && at.Op == "listen" {
		return fmt.Errorf("%v; say --listen 127.0.0.1:0 for a free port", err)
	}
	if err == nil {
		return nil
	}
	if err != errSaid {
		fmt.Fprintln(w.out, err)
	}
	if w.gateway == nil {
		fmt.Fprintf(w.out, "nothing is served yet; save %s when it is better\n\n", w.file)
	} else {
		fmt.Fprint(w.out, "the last good version stays in service\n\n")
	}
	return nil
}

// swap is what a save is for.
func (w *workbench) swap() error {
	if err := checkPlugins([]string{w.file}, plugins.Grants{DNS: true, Store: true}, w.out, w.out); err != nil {
		return err
	}
	if err := w.test(); err != nil {
		return err
	}
	cfg, err := w.config()
	if err != nil {
		return err
	}
	if w.gateway == nil {
		return w.begin(cfg)
	}
	if err := w.gateway.proxy.Reload(cfg); err != nil {
		return err
	}
	fmt.Fprint(w.out, "swapped in, for new sessions\n\n")
	return nil
}

// begin serves the first good version.
func (w *workbench) begin(cfg *proxy.Config) error {
	g, err := startGateway(cfg, w.stream, w.log, w.heard)
	if err != nil {
		return err
	}
	w.gateway = g
	w.welcome(cfg)
	return nil
}

// test plays the dialogues beside the plugin, if there are any.
func (w *workbench) test() error {
	if files, _ := filepath.Glob(filepath.Join(w.dir, "*.txt")); len(files) == 0 { // the pattern is a right one
		return nil
	}
	v := verifier{patience: duration(10 * time.Second), out: w.out}
	return v.all([]string{w.dir})
}
