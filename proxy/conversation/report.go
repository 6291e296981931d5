package conversation

import (
	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

var kinds = [...]journal.Kind{
	filters.Verdicts: journal.Verdict, filters.Failures: journal.Verdict, filters.Findings: journal.Finding, filters.Changes: journal.Change,
}

// Reported is what a filter said, for the record.
func Reported(r filters.Report) journal.Event {
	return journal.Event{
		Kind: kinds[r.Kind], Filter: r.Filter, Hook: r.Hook, Shadow: r.Shadow, Verdict: r.Verdict,
		Key: r.Key, Old: r.Old, Value: r.Value, Err: r.Err, Took: r.Took,
	}
}
