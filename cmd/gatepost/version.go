package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Tell what this program was built from",
		Args:  none,
		RunE: func(c *cobra.Command, _ []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return fmt.Errorf("this program was built without build information")
			}
			writeVersion(c.OutOrStdout(), info)
			return nil
		},
	}
}

// writeVersion tells version, compiler and, where the build knows it, the revision.
func writeVersion(w io.Writer, info *debug.BuildInfo) {
	setting := map[string]string{}
	for _, s := range info.Settings {
		setting[s.Key] = s.Value
	}
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	fmt.Fprintf(w, "gatepost %s\nbuilt with %s for %s/%s\n", version, info.GoVersion, setting["GOOS"], setting["GOARCH"])
	if revision := setting["vcs.revision"]; revision != "" {
		modified := ""
		if setting["vcs.modified"] == "true" {
			modified = ", modified"
		}
		fmt.Fprintf(w, "revision %s of %s%s\n", revision, setting["vcs.time"], modified)
	}
}
