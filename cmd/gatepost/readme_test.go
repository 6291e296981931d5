package main

import (
	"bufio"
	"net/smtp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReadme runs what the README tells its readers to run: every line of its sh blocks, from the top, in a copy of the
// tree. What needs another machine or the world's port stands in blocks without a language.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector, which sees nothing of the programs that it runs")
	}
	lines := readmeCommands(t, "../../README.md")
	if len(lines) < 4 {
		t.Fatalf("the README has only %d commands: %q", len(lines), lines)
	}
	clone := cloneTree(t)
	for _, line := range lines {
		t.Run(line, func(t *testing.T) {
			switch {
			case line == "go test ./...":
				t.Skip("this is it: the test is part of what the command runs")
			case strings.Contains(line, "gatepost run"):
				lingering(t, clone, line+" --listen 127.0.0.1:0", "Ctrl-C ends", sendToPrinted)
			case strings.Contains(line, "journal tail"):
				lingering(t, clone, line, "==> ", nil)
			case strings.Contains(line, "plugin dev"):
				lingering(t, clone, line+" --listen 127.0.0.1:0", "Ctrl-C ends", refusedAtPrinted)
			default:
				atOnce(t, clone, strings.ReplaceAll(line, "SESSION", recordedSession(t, clone)))
			}
		})
	}
	t.Run("the project's tests don't mind the journal", func(t *testing.T) {
		atOnce(t, clone, "go test ./cmd/gatepost -run '^Test(TopLevel|Builtins|Manual|Reference|WhoImportsWhom|Examples)'")
	})
}

// recordedSession is that of the session that the reader has had, by the end of its id; "" as long as there is none.
func recordedSession(t *testing.T, clone string) string {
	files, _ := filepath.Glob(filepath.Join(clone, "journal", "*.jsonl"))
	if len(files) == 0 {
		return ""
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`"session":"\w+(\w{6})"`).FindStringSubmatch(string(text))[1]
}

// atOnce runs a command that ends by itself.
func atOnce(t *testing.T, dir, line string) {
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil || len(out) == 0 && !strings.HasPrefix(line, "go build") && !strings.Contains(line, ">") {
		t.Errorf("%v\n%s", err, out)
	}
}

// sendToPrinted sends a message to the address that run has printed.
func sendToPrinted(t *testing.T, said []string) {
	address := regexp.MustCompile(`listens on (127\.0\.0\.1:\d+)`).FindStringSubmatch(strings.Join(said, "\n"))
	if address == nil {
		t.Fatalf("it didn't say what it listens on:\n%s", strings.Join(said, "\n"))
	}
	err := smtp.SendMail(address[1], nil, "me@example.net", []string{"you@example.org"}, []byte("Subject: hello\r\n\r\nHello.\r\n"))
	if err != nil {
		t.Error(err)
	}
}

// refusedAtPrinted asks at the address that dev has printed for a recipient that the new plugin refuses.
func refusedAtPrinted(t *testing.T, said []string) {
	address := regexp.MustCompile(`listens on (127\.0\.0\.1:\d+)`).FindStringSubmatch(strings.Join(said, "\n"))
	if address == nil {
		t.Fatalf("it didn't say what it listens on:\n%s", strings.Join(said, "\n"))
	}
	err := smtp.SendMail(address[1], nil, "me@example.net", []string{"old@example.org"}, []byte("Subject: hello\r\n\r\nHello.\r\n"))
	if err == nil || !strings.Contains(err.Error(), "5.2.1 <old@example.org>... this mailbox is closed") {
		t.Errorf("it answers %v", err)
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

// cloneTree copies the project, without its history and what lies about.
func cloneTree(t *testing.T) string {
	clone := t.TempDir()
	for _, name := range []string{"cmd", "proxy", "filters", "plugins", "examples"} {
		if err := os.CopyFS(filepath.Join(clone, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum", "README.md", ".gitignore"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(clone, name), data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return clone
}

// lingering starts a command that doesn't end by itself, waits until it says what it has to, does what is to be done then, and ends it as a
// reader would.
func lingering(t *testing.T, dir, line, until string, then func(*testing.T, []string)) {
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
	kill := time.AfterFunc(10*time.Minute, func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	defer kill.Stop()
	var said []string
	reached := false
	for scan := bufio.NewScanner(out); scan.Scan(); {
		said = append(said, scan.Text())
		if !reached && strings.Contains(scan.Text(), until) {
			if reached = true; then != nil {
				then(t, said)
			}
			syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
		}
	}
	cmd.Wait()
	if !reached {
		t.Errorf("it didn't say %q:\n%s", until, strings.Join(said, "\n"))
	}
}
