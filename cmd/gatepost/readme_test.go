package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReadme runs what the README tells its readers to run: every line of its sh blocks, from the top, in a directory that
// looks like a fresh clone. What needs another machine or the world's port stands in blocks without a language.
func TestReadme(t *testing.T) {
	lines := readmeCommands(t, "../../README.md")
	if len(lines) < 4 {
		t.Fatalf("the README has only %d commands: %q", len(lines), lines)
	}
	clone := cloneTree(t)
	for _, line := range lines {
		t.Run(line, func(t *testing.T) {
			switch line {
			case "go test ./...":
				t.Skip("this is it: the test is part of what the command runs")
			case "go run ./cmd/gatepost run":
				runFromReadme(t, clone, line+" --listen 127.0.0.1:0")
			default:
				cmd := exec.Command("sh", "-c", line)
				cmd.Dir = clone
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			}
		})
	}
}

// readmeCommands are the lines of the sh blocks, without comments.
func readmeCommands(t *testing.T, file string) []string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var commands []string
	within := false
	for line := range strings.Lines(string(text)) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "```"):
			within = line == "```sh"
		case within && line != "" && !strings.HasPrefix(line, "#"):
			commands = append(commands, line)
		}
	}
	return commands
}

// cloneTree makes a directory with the entries of the project's top level, into which commands may write.
func cloneTree(t *testing.T) string {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	clone := t.TempDir()
	for _, name := range []string{"cmd", "proxy", "filters", "examples", "go.mod", "go.sum", "README.md"} {
		if err := os.Symlink(filepath.Join(root, name), filepath.Join(clone, name)); err != nil {
			t.Fatal(err)
		}
	}
	return clone
}

// runFromReadme starts the command, waits until it says what it listens on, and ends it as a reader would.
func runFromReadme(t *testing.T, dir, line string) {
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // go run has a child
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(2*time.Minute, func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	defer kill.Stop()
	var said []string
	scan := bufio.NewScanner(out)
	for scan.Scan() {
		said = append(said, scan.Text())
		if strings.Contains(scan.Text(), "Ctrl-C ends") {
			syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
		}
	}
	cmd.Wait()
	if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, "listens on 127.0.0.1:") }) {
		t.Errorf("it didn't say what it listens on:\n%s", strings.Join(said, "\n"))
	}
}
