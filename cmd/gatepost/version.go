package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func versionVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Tell what this program was built from",
		Args:  none,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := io.WriteString(c.OutOrStdout(), version())
			return err
		},
	}
}

// version is what the program knows of its build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "gatepost, built without build information\n"
	}
	var b strings.Builder
	writeVersion(&b, info)
	writeCompiled(&b, compiledPlugins())
	return b.String()
}

// writeVersion tells version, compiler and, where the build knows it, the revision.
func writeVersion(w io.Writer, info *debug.BuildInfo) {
	setting := map[string]string{}
	for _, s := range info.Settings {
		setting[s.Key] = s.Value
	}
	number := info.Main.Version
	if number == "" {
		number = "(devel)"
	}
	fmt.Fprintf(w, "gatepost %s\nbuilt with %s for %s/%s\n", number, info.GoVersion, setting["GOOS"], setting["GOARCH"])
	if revision := setting["vcs.revision"]; revision != "" {
		modified := ""
		if setting["vcs.modified"] == "true" {
			modified = ", modified"
		}
		fmt.Fprintf(w, "revision %s of %s%s\n", revision, setting["vcs.time"], modified)
	}
}
