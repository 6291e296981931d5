package plugins

import (
	"context"
	"errors"
	"testing"
	"time"
)

// What is late is so in the words of whoever has set the time, and is ErrDeadline all the same.
func TestLate(t *testing.T) {
	for want, cause := range map[string]error{
		"it took longer than its deadline":                                         nil,
		"it took longer than the 5s that a plugin has to load and for its New":     loadError(5 * time.Second),
		`it took longer than its deadline of 5s ("deadline" in its block sets it)`: errors.New(`took longer than its deadline of 5s ("deadline" in its block sets it)`),
	} {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 0, cause)
		<-ctx.Done()
		if err := late(ctx); err.Error() != want || !errors.Is(err, ErrDeadline) {
			t.Errorf("have %v, want %s", err, want)
		}
		cancel()
	}
}
