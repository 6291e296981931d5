package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// reading makes filters that write down what they were told.
func reading(log *[]string) Builtins {
	return Builtins{
		"relay": func(o *filters.Options) (*filters.Filter, error) {
			all := append(o.List("domains", nil, ""), o.List("networks", nil, "")...)
			*log = append(*log, "relay "+o.Label()+": "+strings.Join(all, " "))
			return &filters.Filter{}, o.Err()
		},
		"quota": func(o *filters.Options) (*filters.Filter, error) {
			text := "quota " + o.Label() + ": " + strings.Repeat("*", o.Int("max_rcpts", 1, "")) + " " + o.Duration("wait", 0, "").String()
			for _, rule := range o.Blocks("rule", "") {
				text += " " + rule.Label() + "=" + rule.String("do", "refuse", "")
			}
			*log = append(*log, text)
			return &filters.Filter{}, o.Err()
		},
	}
}

func chain(t *testing.T, entries ...filters.Entry) *filters.Chain {
	t.Helper()
	for i := range entries {
		entries[i].Filter = &filters.Filter{}
	}
	c, err := filters.NewChain(entries...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhole(t *testing.T) {
	t.Setenv("CREDENTIALS_DIRECTORY", "testdata/credentials")
	var log []string
	have, err := Load("testdata/whole/gatepost.hcl", reading(&log))
	if err != nil {
		t.Fatal(err)
	}
	want := &proxy.Config{
		Hostname: "mx1.example.org",
		Drain:    45 * time.Second,
		Hold:     spool.Config{Memory: 1 << 20, Dir: "/var/tmp", Total: 2 << 30},
		DNS:      resolver.Config{Servers: []string{"127.0.0.1:53", "::1"}, Timeout: 3 * time.Second, Cache: 500},
		Journal:  proxy.JournalConfig{Dir: absolute(t, "testdata/whole/conf.d/records"), Record: proxy.Headers, SyncEvery: 2 * time.Second},
		Upstreams: []upstream.Config{{
			Label:   "legacy",
			Servers: []string{"10.0.0.11:25", "[2001:db8::1]:25", "mx.example.org:25"},
			Balance: upstream.LeastConn,
			Connect: time.Second, Greet: 2 * time.Second, Reply: 3 * time.Second, Security: upstream.None,
		}, {
			Label: "maildrop", Servers: []string{"10.0.0.11:110"}, Balance: upstream.First,
			Connect: 5 * time.Second, Greet: 30 * time.Second, Reply: 5 * time.Minute, Security: upstream.None,
		}},
		Fronts: []proxy.FrontConfig{{
			Label:    "inbound",
			Listen:   []string{"[::]:25", "mx1.example.org:2525"},
			Upstream: "legacy",
			Chain: chain(t,
				filters.Entry{Label: "quota", Part: "smtp inbound/quota", OnError: filters.OnErrorRefuse},
				filters.Entry{Label: "first", OnError: filters.OnErrorPass, Deadline: time.Second, Shadow: true},
				filters.Entry{Label: "second", OnError: filters.OnErrorRefuse},
				filters.Entry{Label: "relay", Part: "smtp inbound/relay", OnError: filters.OnErrorRefuse},
			),
			Filters:     []string{"quota", "quota", "relay"},
			MaxSessions: 100, MaxSessionsPerClient: 10,
			SMTP: smtp.Config{
				Label: "inbound", Hostname: "mx1.example.org",
				OwnGreeting: true, Normalise: true, RefusePregreet: true, Downgrade: true,
				Auth: []string{"GSSAPI", "DIGEST-MD5"}, MaxSize: 1e7, Errors: 5, MaxRecipients: 50,
				Timeouts: smtp.Timeouts{
					Command: time.Minute, Data: 2 * time.Minute, EndData: 9*time.Minute + 30*time.Second, Session: 24 * time.Hour,
				},
			},
		}, {
			Label: "mailbox", Listen: []string{"[::]:110"}, Upstream: "maildrop",
			Chain:       chain(t, filters.Entry{Label: "quota", Part: "pop3 mailbox/quota", OnError: filters.OnErrorPass}),
			Filters:     []string{"quota"},
			MaxSessions: 50, MaxSessionsPerClient: 5,
			POP3: &pop3.Config{
				Label: "mailbox", Hostname: "mx1.example.org",
				Auth: []string{"GSSAPI"}, Errors: 3, MaxSize: 20e6, Error: true,
				Timeouts: pop3.Timeouts{Command: 11 * time.Minute, Session: 3 * time.Hour},
			},
		}, {
			Label: "least", Listen: []string{":0"}, Upstream: "legacy", Chain: chain(t),
			MaxSessions: 10000, MaxSessionsPerClient: 200,
			SMTP: smtp.Config{
				Label: "least", Hostname: "mx1.example.org", MaxSize: 50 << 20, Errors: 20, MaxRecipients: 1000,
				Timeouts: smtp.Timeouts{Command: 5 * time.Minute, Data: 3 * time.Minute, EndData: 8 * time.Minute, Session: time.Hour},
			},
		}, {
			Label: "smallest", Listen: []string{":0"}, Upstream: "maildrop", Chain: chain(t),
			MaxSessions: 10000, MaxSessionsPerClient: 200,
			POP3: &pop3.Config{
				Label: "smallest", Hostname: "mx1.example.org", MaxSize: 50 << 20, Errors: 20,
				Timeouts: pop3.Timeouts{Command: 10 * time.Minute, Session: 2 * time.Hour},
			},
		}},
		Warnings: []string{
			"include: no file matches testdata/whole/none.d/*.hcl (at testdata/whole/gatepost.hcl:3:29)",
			"smtp inbound: open_relay = true: strangers can send anywhere through it, such as 203.0.113.25 from <> to <u@elsewhere.invalid> (at testdata/whole/gatepost.hcl:30:3)",
			"smtp least: open_relay = true: strangers can send anywhere through it, such as 203.0.113.25 from <> to <u@elsewhere.invalid> (at testdata/whole/conf.d/zero.hcl:4:3)",
		},
	}
	if diff := cmp.Diff(want, have, cmp.AllowUnexported(filters.Chain{})); diff != "" {
		t.Errorf("the configuration is not what it says (-want +have):\n%s", diff)
	}
	wantLog := []string{
		"quota : ***** 0s", "relay first: example.org example.net", "quota second: * 10s one=pass two=refuse", "relay : 127.0.0.0/8",
		"quota : ** 0s",
	}
	if diff := cmp.Diff(wantLog, log); diff != "" {
		t.Errorf("the filters were not told what it says (-want +have):\n%s", diff)
	}
}

// little is the least that is a gateway.
const little = `
upstream "legacy" { servers = ["10.0.0.11:25"] }
smtp "inbound" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.legacy
}
`

func TestDefaults(t *testing.T) {
	cfg, err := Parse("gatepost.hcl", []byte(little), nil)
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Hostname == "" || cfg.Drain != 30*time.Second || cfg.Hold.Memory != 256<<10 || cfg.Hold.Total != 4<<30 {
		t.Errorf("have %+v", cfg)
	}
	want := upstream.Config{
		Label: "legacy", Servers: []string{"10.0.0.11:25"}, Balance: upstream.First,
		Connect: 5 * time.Second, Greet: 30 * time.Second, Reply: 5 * time.Minute, Security: upstream.None,
	}
	if diff := cmp.Diff(want, cfg.Upstreams[0]); diff != "" {
		t.Error(diff)
	}
}

// Zero is the default in proxy.Config, so no wait at all is something else.
func TestNoDrain(t *testing.T) {
	cfg, err := Parse("gatepost.hcl", []byte(`drain = "0s"`+little), nil)
	if err != nil || cfg.Drain <= 0 || cfg.Drain > time.Millisecond {
		t.Errorf("have %v, %v", cfg, err)
	}
}

// TestReference: of the manual's own example, exactly the names that are not in this version are refused.
func TestReference(t *testing.T) {
	t.Setenv("CREDENTIALS_DIRECTORY", "testdata/credentials")
	text, err := os.ReadFile("testdata/reference.hcl")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Parse("reference.hcl", text, builtins)
	var all *Error
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	var have []string
	for _, p := range all.Problems {
		name := regexp.MustCompile(`^"([a-z0-9_-]+)" is not in this version$`).FindStringSubmatch(p.Text)
		if name == nil {
			t.Errorf("have %s", p)
			continue
		}
		have = append(have, name[1])
	}
	want := strings.Fields(`proxy_protocol xclient health_every proxy_from sender_domain rate_limit plugin mime_rewrite header_log
		rate_limit mime_rewrite header_log redact metrics admin`)
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
}

// A filter that a later version builds is only added to the table.
func TestLaterFilterInTable(t *testing.T) {
	text := strings.Replace(little, "\n}\n", "\n  filters {\n    plugin \"quota\" { source = \"quota.go\" }\n  }\n}\n", 1)
	table := Builtins{"plugin": func(o *filters.Options) (*filters.Filter, error) {
		return &filters.Filter{}, errors.Join(o.Err(), map[bool]error{false: fs.ErrNotExist}[o.String("source", "", "") == "quota.go"])
	}}
	if _, err := Parse("gatepost.hcl", []byte(text), table); err != nil {
		t.Error(err)
	}
}

func TestLoadWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "gatepost.hcl")
	if _, err := Load(file, nil); !errors.Is(err, fs.ErrNotExist) || err.Error() != file+": no such file or directory" {
		t.Errorf("have %v", err)
	}
	if _, err := Load(dir, nil); err == nil || err.Error() != dir+": it is a directory" {
		t.Errorf("have %v", err)
	}
}

func TestLoadFromElsewhere(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", "main.hcl"), `include = ["`+filepath.Join(dir, "b")+`/*.hcl"]`)
	write(t, filepath.Join(dir, "b", "front.hcl"), little+`hostname = file("../c/name")`)
	write(t, filepath.Join(dir, "c", "name"), "mx1.example.org")
	cfg, err := Load(filepath.Join(dir, "a", "main.hcl"), nil)
	if err != nil || cfg.Hostname != "mx1.example.org" {
		t.Errorf("have %+v, %v", cfg, err)
	}
}

// What an option names lies beside the file that the option is in.
func TestLinesFromElsewhere(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "main.hcl"), `include = ["b/*.hcl"]`)
	write(t, filepath.Join(dir, "b", "front.hcl"), strings.Replace(little, "\n}\n", "\n  filters {\n    list { words = \"../c/words\" }\n  }\n}\n", 1))
	write(t, filepath.Join(dir, "c", "words"), "# ours\none\n\ntwo\n")
	var have []string
	table := Builtins{"list": func(o *filters.Options) (*filters.Filter, error) {
		have = o.Lines("words", "u")
		return &filters.Filter{}, o.Err()
	}}
	if _, err := Load(filepath.Join(dir, "main.hcl"), table); err != nil || strings.Join(have, " ") != "one two" {
		t.Errorf("have %q, %v", have, err)
	}
	if err := os.Remove(filepath.Join(dir, "c", "words")); err != nil {
		t.Fatal(err)
	}
	place, name := filepath.Join(dir, "b", "front.hcl")+":7:12: ", filepath.Join(dir, "c", "words")
	_, err := Load(filepath.Join(dir, "main.hcl"), table)
	if want := place + "list: option words: " + name + ": no such file or directory\n"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("have %v, want %s", err, want)
	}
}

// However a file is named, it is read once.
func TestLoadItself(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	write(t, "gatepost.hcl", `include = ["*.hcl", "`+here+`/*.hcl"]`+little)
	if _, err := Load("./gatepost.hcl", nil); err != nil {
		t.Error(err)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestFilesAreBounded(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "gatepost.hcl")
	write(t, file, little+strings.Repeat("#", maxConfig))
	if _, err := Load(file, nil); err == nil || !strings.Contains(err.Error(), ": it has more than 1048576 bytes") {
		t.Errorf("have %v", err)
	}
	_, err := Parse(file, []byte(little+strings.Repeat("#", maxConfig)), nil)
	if err == nil || err.Error() != file+": it has more than 1048576 bytes" {
		t.Errorf("have %v", err)
	}
	write(t, filepath.Join(dir, "name"), "mx1.\xff.org")
	if _, err := Parse("x", []byte(`hostname = file("name")`), nil, os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "file: it isn't UTF-8") {
		t.Errorf("have %v", err)
	}
}

func TestParseHasNoFilesOfItsOwn(t *testing.T) {
	_, err := Parse("gatepost.hcl", []byte(`hostname = file("/etc/hostname")`), nil)
	if err == nil || !strings.Contains(err.Error(), "file: /etc/hostname: file does not exist") {
		t.Errorf("have %v", err)
	}
}
