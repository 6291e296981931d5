package main

import (
	"os/exec"
	"syscall"
)

// diesWithUs has a program killed when the tests end without a word, as they do at go test's time limit.
func diesWithUs(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
