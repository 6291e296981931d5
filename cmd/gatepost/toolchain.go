package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// errNoToolchain is the failure of what takes the Go compiler where there is none.
var errNoToolchain = errors.New("this takes a Go toolchain, the command go, and there is none in PATH; plugins that are interpreted need none")

// toolchain finds the command go.
func toolchain() (string, error) {
	found, err := exec.LookPath("go")
	if err != nil {
		return "", errNoToolchain
	}
	return found, nil
}

// goCommand runs the command go in a directory and gives what it prints.
func goCommand(dir string, args ...string) ([]byte, error) {
	found, err := toolchain()
	if err != nil {
		return nil, err
	}
	c := exec.Command(found, args...)
	var errs bytes.Buffer
	c.Dir, c.Stderr = dir, &errs
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, strings.TrimSpace(errs.String()))
	}
	return out, nil
}
