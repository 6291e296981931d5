package plugins

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/plugins/gate"
)

// alone is why a short run, which is one for the race detector, does without programs that are interpreted one by one.
const alone = "takes minutes under the race detector, which sees nothing in programs that run alone, each in a process of its own"

// The programs of testdata/corpus are small and each aims at one thing that an interpreter can get wrong.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip(alone)
	}
	files, err := filepath.Glob("testdata/corpus/*.go")
	if err != nil || len(files) < 200 {
		t.Fatalf("%d programs, %v", len(files), err)
	}
	compare(t, files, 85)
}

// Fifty of them are by somebody who hadn't seen the gate, and say more of what it takes; that they are right is for TestCorpus.
func TestBlind(t *testing.T) {
	files, err := filepath.Glob("testdata/corpus/blind_*.go")
	if err != nil || len(files) != 50 {
		t.Fatalf("%d programs, %v", len(files), err)
	}
	valid, accepted := sift(t, files)
	t.Logf("%d of %d valid programs are accepted", len(accepted), valid)
	if len(accepted) == 0 {
		t.Error("no program is accepted")
	}
}

// The Go project's own tests, as far as they import what scripts may, start no goroutine and use no select.
func TestGoroot(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	files := gorootTests(t)
	if len(files) == 0 {
		t.Skip("the toolchain has come without its tests")
	}
	compare(t, files, 70)
}

// shownText are programs that show how a panic is worded, or of which type something is.
var shownText = map[string]string{
	"s35_defer_recover.go":    "index out of range, without the numbers",
	"blind_021_nameddefer.go": "index out of range, without the numbers",
	"issue29190.go":           "the text of a length that is out of range",
	"issue37975.go":           "the text of a length that is out of range",
	"issue75327.go":           "index out of range, without the numbers",
}

// tooSlow are programs that compute for minutes when they are interpreted.
var tooSlow = []string{"fibish.go", "fibish_closure.go", "uglyfib.go", "divmod.go", "issue16249.go"}

// outcome is what a program has printed and how it ended.
type outcome struct {
	code int
	out  string
}

// compare runs programs interpreted and compiled. Of those that are valid for scripts the gate has to accept a share, in percent.
func compare(t *testing.T, files []string, share int) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("takes a Go toolchain")
	}
	files = slices.DeleteFunc(files, func(f string) bool { return slices.Contains(tooSlow, filepath.Base(f)) })
	valid, accepted := sift(t, files)
	have, want := interpretAll(t, accepted), compileAll(t, accepted)
	right, late := 0, 0
	for i, file := range accepted {
		why, excepted := shownText[filepath.Base(file)]
		switch {
		case have[i] == want[i]:
			right++
		case have[i].code == stopped:
			late++
			t.Logf("refused when it ran: %s", filepath.Base(file))
		case excepted:
			t.Logf("excepted: %s: %s", filepath.Base(file), why)
		default:
			t.Errorf("%s: interpreted %+v\ncompiled %+v", file, have[i], want[i])
		}
	}
	t.Logf("%d programs, %d of them valid for scripts: %d accepted, %d refused, %d refused when they ran; %d right", len(files), valid, len(accepted)-late, valid-len(accepted), late, right)
	if 100*(len(accepted)-late) < share*valid {
		t.Errorf("%d of %d valid programs are accepted, want %d percent", len(accepted)-late, valid, share)
	}
}

// sift counts the programs that are valid for scripts, and gives those that the gate accepts.
func sift(t *testing.T, files []string) (valid int, accepted []string) {
	t.Helper()
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		l, err := gate.Check([]File{{Name: file, Source: source}}, gate.Bare())
		if err == nil {
			_, err = newProgram(l).tried()
		}
		if ps := (Problems)(nil); errors.As(err, &ps) && slices.ContainsFunc(ps, foreign) {
			continue
		}
		if valid++; err == nil {
			accepted = append(accepted, file)
		}
	}
	return valid, accepted
}

// notForScripts are what the gate says of programs that aren't Go, or that want what no script may have.
var notForScripts = regexp.MustCompile(`^could not import|^a script can't (start a goroutine|use select)|can't be used by a script|^declared and not used|imported and not used|^missing return|^cannot use|undefined|overflows`)

func foreign(p Problem) bool { return notForScripts.MatchString(p.Text) }

// interpretAll runs each program in a process of its own.
func interpretAll(t *testing.T, files []string) []outcome {
	return runAll(t, len(files), func(ctx context.Context, i int) *exec.Cmd {
		c := exec.CommandContext(ctx, os.Args[0])
		c.Env = append(os.Environ(), runThis+"="+files[i])
		return c
	})
}

// runAll runs commands, as many at a time as there are processors.
func runAll(t *testing.T, n int, command func(context.Context, int) *exec.Cmd) []outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	outcomes := make([]outcome, n)
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				outcomes[i] = run(command(ctx, i))
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	return outcomes
}

func run(c *exec.Cmd) outcome {
	var out bytes.Buffer
	c.Stdout = &out
	err := c.Run()
	if e := (*exec.ExitError)(nil); errors.As(err, &e) {
		return outcome{e.ExitCode(), out.String()}
	} else if err != nil {
		return outcome{-1, err.Error()}
	}
	return outcome{0, out.String()}
}

// compileAll makes one program of all, each as a package, and runs it once for each.
func compileAll(t *testing.T, files []string) []outcome {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, dir, "go.mod", "module m\n\ngo 1.26\n")
	imports, cases := "", ""
	for i, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, dir, fmt.Sprintf("p%d/p.go", i), asPackage(i, string(source)))
		imports += fmt.Sprintf("import \"m/p%d\"\n", i)
		cases += fmt.Sprintf("case \"%d\": p%d.Start()\n", i, i)
	}
	writeFile(t, dir, "main.go", "package main\n\nimport \"os\"\n"+imports+"func main() {\nswitch os.Args[1] {\n"+cases+"}\n}\n")
	build := exec.Command("go", "build", "-o", "all", ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	outcomes := runAll(t, len(files), func(ctx context.Context, i int) *exec.Cmd {
		return exec.CommandContext(ctx, filepath.Join(dir, "all"), fmt.Sprint(i))
	})
	for i := range outcomes {
		outcomes[i].out = strings.ReplaceAll(outcomes[i].out, fmt.Sprintf("p%d.", i), "main.")
	}
	return outcomes
}

func writeFile(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

var (
	packageClause = regexp.MustCompile(`(?m)^package main\b`)
	initFunc      = regexp.MustCompile(`(?m)^func\s+init\s*\(\s*\)`)
	mainFunc      = regexp.MustCompile(`\bfunc\s+main\s*\(\s*\)`)
	constraint    = regexp.MustCompile(`(?m)^//go:build.*$`)
)

// asPackage makes a package of a program: its init functions run when it is started, not with those of the others.
func asPackage(i int, source string) string {
	n := 0
	source = packageClause.ReplaceAllString(source, fmt.Sprintf("package p%d", i))
	source = constraint.ReplaceAllString(mainFunc.ReplaceAllString(source, "func main_()"), "")
	source = initFunc.ReplaceAllStringFunc(source, func(string) string { n++; return fmt.Sprintf("func init_%d()", n) })
	start := "\nfunc Start() {\n"
	for k := range n {
		start += fmt.Sprintf("init_%d()\n", k+1)
	}
	return source + start + "main_()\n}\n"
}

// gorootTests are the programs of the toolchain's tests that are to be run and nothing else.
func gorootTests(t *testing.T) []string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("takes a Go toolchain")
	}
	var files []string
	for _, pattern := range []string{"*.go", "*/*.go"} {
		some, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(root)), "test", pattern)) // the pattern is a right one
		files = append(files, some...)
	}
	return slices.DeleteFunc(files, func(file string) bool {
		source, err := os.ReadFile(file)
		return err != nil || !bytes.HasPrefix(source, []byte("// run\n")) || !bytes.Contains(source, []byte("\npackage main"))
	})
}
