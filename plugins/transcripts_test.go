package plugins_test

import (
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// Plugins in a real gate, of either protocol.
func TestTranscripts(t *testing.T) {
	proxytest.Run(t, "testdata/filters/*.txt", proxytest.FromConfig(config.Builtins{}.WithPlugins(load)))
}

func load(p config.Plugin) (plugins.New, []string, error) {
	var files []plugins.File
	for _, f := range p.Files {
		files = append(files, plugins.File{Name: f.Name, Source: f.Text})
	}
	program, err := plugins.Check(files, plugins.Grants{DNS: slices.Contains(p.Grants, "dns"), Store: slices.Contains(p.Grants, "store")})
	if err != nil {
		return nil, nil, err
	}
	return plugins.Load(plugins.Interpreted(program), plugins.Limits{}, nil).New, nil, nil
}
