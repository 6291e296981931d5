package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy"
)

func TestJournal(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		block string
		want  proxy.JournalConfig
	}{
		{``, proxy.JournalConfig{}},
		{`journal { record = "none" }`, proxy.JournalConfig{}},
		{"journal {\n dir = \"/var/lib/gatepost\"\n record = \"none\"\n sync = true\n}", proxy.JournalConfig{}},
		{`journal { dir = "/var/lib/gatepost" }`, proxy.JournalConfig{Dir: "/var/lib/gatepost", Record: proxy.Envelope}},
		{"journal {\n dir = \"../x/./records/\"\n sync = true\n}", proxy.JournalConfig{Dir: filepath.Join(here, "x/records"), Record: proxy.Envelope, Sync: true}},
	} {
		write(t, "etc/gatepost.hcl", test.block+little)
		cfg, err := Load("etc/gatepost.hcl", nil)
		if err != nil || cfg.Journal != test.want {
			t.Errorf("%s\n%+v, %v; want %+v", test.block, cfg, err, test.want)
		}
	}
}
