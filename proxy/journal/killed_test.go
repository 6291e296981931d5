package journal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// victimDir names, in the environment, the journal that a process writes until it is killed.
const victimDir = "GATEPOST_TEST_VICTIM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimDir); dir != "" {
		beVictim(dir)
	}
	syscall.Umask(0o022) // directories of tests aren't for all to write in, of which the log would tell
	leaktest.Main(m)
}

// beVictim records without end, in several sessions, and says what is kept.
func beVictim(dir string) {
	b, err := OpenBook(dir, standing{}, silent())
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for s := range 8 {
		go func() {
			session := fmt.Sprintf("%d.%d", os.Getpid(), s)
			for seq := 1; ; seq++ {
				b.Record(remark(session, seq))
				if b.Keep(context.Background(), seq%10 == 0) == nil {
					fmt.Println(session, seq)
				}
			}
		}()
	}
	select {}
}

// A process that is killed while it writes leaves a journal that goes on with the next n, and has each line that was said to be kept.
func TestKilled(t *testing.T) {
	dir, promised := t.TempDir(), map[string]bool{}
	for range 5 {
		for _, line := range killed(t, dir) {
			promised[line] = true
		}
		mustClose(t, mustOpen(t, dir, standing{}, silent()))
	}
	for _, l := range kept(t, dir) {
		delete(promised, fmt.Sprint(l.Session, " ", l.Seq))
	}
	if len(promised) > 0 {
		t.Errorf("%d lines were kept and are not there", len(promised))
	}
}

// killed starts a victim, kills it in the midst of its work, and returns what it has said.
func killed(t *testing.T, dir string) (lines []string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), victimDir+"="+dir)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for in := bufio.NewScanner(out); in.Scan(); {
		if lines = append(lines, in.Text()); len(lines) == 2000 {
			c.Process.Kill()
		}
	}
	io.Copy(io.Discard, out)
	if c.Wait(); c.ProcessState.ExitCode() != -1 {
		t.Fatalf("the victim ended by itself (%v): %q", c.ProcessState, lines)
	}
	return lines
}
