package config

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// documented are the names of filters that the manual has, whether this program has them or not.
var documented = [...]string{"relay", "sender_domain", "rate_limit", "plugin", "mime_rewrite", "header_log"}

// later lists, by path, the names of the manual that are not in this version: one that is built loses its place here.
func (r *reader) later(path string) []string {
	switch path {
	case "":
		return []string{"metrics", "admin"}
	case "journal":
		return []string{"redact"}
	case "upstream":
		return []string{"proxy_protocol", "xclient", "health_every"}
	case "smtp":
		return []string{"transparent", "proxy_from"}
	case "pop3":
		return []string{"transparent", "proxy_from"}
	case "smtp/filters", "pop3/filters":
		return slices.DeleteFunc(slices.Clone(documented[:]), r.built)
	}
	return nil
}

func (r *reader) built(filter string) bool {
	return r.builtins[filter] != nil || filter == "plugin" && r.load != nil
}

// refuseLater puts a name on the list of problems if it is one of these.
func (r *reader) refuseLater(path, name string, at hcl.Range) bool {
	if !slices.Contains(r.later(path), name) {
		return false
	}
	r.problem(placeOf(at), "%q is not in this version", name)
	return true
}
