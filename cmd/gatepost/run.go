package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

func runVerb() *cobra.Command {
	var flags logging
	var tried trial
	c := &cobra.Command{
		Use:   "run [FILE]",
		Short: "Serve what FILE configures; without FILE, something to try",
		Long: `Serve what FILE configures, until SIGTERM or SIGINT: then new clients are turned away and open transactions get the time
of "drain"; a second signal ends at once. SIGHUP reads FILE again; a file with an error changes nothing. Its plugins are loaded in a process of
their own first; when the source of one has changed, the transcripts in its folder whose configuration names it are played there too, and one
that doesn't come out is an error. Signals are heard from the beginning on: a SIGHUP that comes before FILE is in force reads it again then.

Without FILE, a gateway to try listens on 127.0.0.1:2525 for SMTP and on 127.0.0.1:1110 for POP3, before a mail server within this
program that keeps mail in memory and delivers nowhere, and each dialogue is shown live.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && tried != (trial{}) {
				return errors.New("--listen, --listen-pop3 and --journal are for run without FILE: FILE says where fronts listen and where the journal is")
			}
			for flag, at := range map[string]string{"--listen": tried.listen, "--listen-pop3": tried.listenPOP3} {
				if at != "" && !isAddress(at) {
					return fmt.Errorf("%s: want a host and a port such as \"127.0.0.1:2525\", have %q", flag, at)
				}
			}
			return atMostOne("FILE, the configuration to serve")(c, args)
		},
	}
	flags.flags(c)
	c.Flags().StringVar(&tried.listen, "listen", "", "where run without FILE listens for SMTP (default 127.0.0.1:2525)")
	c.Flags().StringVar(&tried.listenPOP3, "listen-pop3", "", "and for POP3 (default 127.0.0.1:1110, or with --listen a free port)")
	c.Flags().StringVar(&tried.journal, "journal", "", "the directory in which run without FILE keeps a journal (default none)")
	c.RunE = func(c *cobra.Command, args []string) error {
		heard := listenForSignals()
		if len(args) == 0 && !c.Flags().Changed("log-level") {
			flags.level = logLevel(slog.LevelWarn) // what passes is shown live
		}
		log, closeLog := flags.open(c.ErrOrStderr())
		defer closeLog()
		defer heard.stop() // a log that nobody reads can be left
		if len(args) == 0 {
			return tried.run(c.OutOrStdout(), log, heard)
		}
		return runFile(args[0], log, heard)
	}
	return c
}

// isAddress tells whether s is a host, or none, and a port.
func isAddress(s string) bool {
	_, port, err := net.SplitHostPort(s)
	_, bad := strconv.ParseUint(port, 10, 16)
	return err == nil && bad == nil
}

// runFile serves a configuration, and reads it again on SIGHUP.
func runFile(file string, log *slog.Logger, heard signals) error {
	signal.Ignore(syscall.SIGPIPE) // the gateway outlives whoever reads its log
	reading := &player{file: file, plugins: &roster{log: log}}
	var cfg *proxy.Config
	var err error
	if !heard.await(func() { cfg, err = reading.config() }) {
		log.Info("told to end before anything was served")
		return nil
	}
	if err != nil {
		return err
	}
	g, err := startGateway(cfg, &journal.Stream{Sinks: []journal.Sink{journal.NewLog(log)}}, log, heard)
	if err != nil {
		return err
	}
	g.reading, reading.apart = reading, heard.told
	reading.enforce()
	return g.serve()
}
