package sessiontest

import (
	"os"
	"strings"
	"testing"
)

// Each wants a transcript for each combination of the words that may stand in the places of a name, which are its asterisks: so no case of a table is
// left out, or goes away unnoticed.
func Each(t testing.TB, name string, places ...[]string) {
	t.Helper()
	if len(places) > 0 {
		for _, word := range places[0] {
			Each(t, strings.Replace(name, "*", word, 1), places[1:]...)
		}
		return
	}
	if _, err := os.Stat("testdata/" + name + ".txt"); err != nil {
		t.Error("no transcript tells this case:", err)
	}
}
