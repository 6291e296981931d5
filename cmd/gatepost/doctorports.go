package main

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/gatepost-mail/gatepost/proxy"
)

// ports are the addresses at which fronts are to listen.
func ports(cfg *proxy.Config) []finding {
	var all []finding
	for i := range cfg.Fronts {
		f := &cfg.Fronts[i]
		for _, address := range f.Listen {
			about := fmt.Sprintf("%s %s: %s", strings.ToLower(string(f.Protocol())), f.Label, address)
			all = append(all, port(about, proxy.TryListen(address), func() holder { return holderOf("/proc", address) }))
		}
	}
	return all
}

// port is what came of listening at an address, and what that means.
func port(about string, err error, find func() holder) finding {
	switch {
	case err == nil:
		return found(fine, "%s is free", about)
	case errors.Is(err, syscall.EADDRINUSE):
		return held(about, find())
	case isPrivileged(err):
		return found(ill, "%s is not allowed: a port below 1024 takes root or the capability CAP_NET_BIND_SERVICE", about)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return found(ill, "%s is no address of this machine: name one that is, or [::] for all", about)
	}
	return found(ill, "%s: %v", about, err)
}

// held is a port that a program has. A gatepost may be the one that this configuration is for.
func held(about string, by holder) finding {
	switch {
	case by.name == "":
		return found(ill, "%s is taken, and only root can see by whom: if it is the mail server, let that listen elsewhere", about)
	case by.gate():
		return found(fine, "%s is that of the gatepost that runs, process %d", about, by.process)
	}
	return found(ill, "%s is taken by %s, process %d: let one of the two listen elsewhere", about, by.name, by.process)
}

// portOf is the number in an address of a configuration.
func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}
