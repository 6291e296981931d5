package pop3_test

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// secrets are what clients keep to themselves; in what they say these stand as $name, and in base64 as $$name.
var secrets = map[string]string{
	"pass":   "Sesam0+Zebra/77", // its letters are those of base64
	"pin":    "7300194628145093",
	"word":   "openporta", // this could be a verb
	"short":  "fenwik",    // and this the rest of one
	"phrase": "zanzibar of the sunrise",
	"digest": "3d5b1f0a9c8e7742b6aa01fe55d2c390",
}

// planted is text with the secrets in it.
func planted(text string) string {
	for name, secret := range secrets {
		text = strings.ReplaceAll(text, "$$plain-"+name, base64.StdEncoding.EncodeToString([]byte("\x00me\x00"+secret)))
		text = strings.ReplaceAll(text, "$$"+name, base64.StdEncoding.EncodeToString([]byte(secret)))
		text = strings.ReplaceAll(text, "$"+name, secret)
	}
	return text
}

// leaks lists the secrets that a text has, in whole or in base64.
func leaks(text string) (found []string) {
	lower := strings.ToLower(text)
	for name := range secrets {
		for _, form := range []string{"$" + name, "$$" + name, "$$plain-" + name} {
			if strings.Contains(lower, strings.ToLower(planted(form))) {
				found = append(found, form)
			}
		}
	}
	return found
}

// confidences are sessions with a secret in its place, or in another.
var confidences = []string{
	// Passwords.
	"USER me\r\nPASS $pass\r\nPASS $word\r\npass $phrase\r\n", "PASS $pass\r\nPASS  $pin \r\nUSER\r\nPASS $phrase\r\n",
	"USER me\r\nPASS $pass\nNOOP\r\nPASS $pass\r$pin\r\nPASS $pass\x01\r\nPASS \x00$word\r\n", "USER me\r\nPASS $pass" + strings.Repeat("x", 3000) + "\r\n",
	"USER me\r\nPASS " + strings.Repeat("x", 13000) + "$pass\r\n$pass\r\n",
	// Verbs misspelt, or missing.
	"USER me\r\nPAS $pass\r\nPASSWD $word\r\nPASSWORD $phrase\r\n", "PASS\t$pass\r\nPASS:$pass\r\nPASS$pass\r\nPASS=$pin\r\n", "USER me\r\nAPASS $pass\r\n PASS $pass\r\n  $pass\r\n",
	"$pass\r\n", "$pin\r\n", "$word\r\n", "USER me\r\n$pass\r\n$word\r\n$phrase\r\n", "PA\u017f\u017f $pass\r\n", "QPASS $pass\r\n\r\n$word\r\n",
	"pass$short me\r\n", "PASS$short me\r\n", "USER me\r\npass$short me\r\n",
	"USER me PASS $pass\r\nPASS $pass\r\n", "USER me  pass $pass\r\nPASS $pass\r\n", "USER me password $word\r\nPASS x\r\n",
	// Where no argument is wanted, or another.
	"STAT $pass\r\nLIST $word\r\nRETR $pass\r\nTOP 1 $pass\r\nTOP $pin $pin\r\nDELE $word\r\nUIDL $pin\r\nNOOP $phrase\r\nCAPA $pass\r\nRSET $word\r\nUTF8 $word\r\nLANG $phrase\r\nSTLS $pass\r\nXCLIENT $pass\r\nHELP $pass\r\nQUIT $pass\r\nEHLO $pass\r\n",
	// Digests and responses.
	"APOP me $digest\r\nAPOP $digest\r\nAPOP me $pass\r\nAPOP me $digest x\r\nAPOP  me  $digest \r\nAPO me $digest\r\n",
	"AUTH PLAIN $$plain-pass\r\nAUTH PLAIN  $$plain-word\r\nAUTH PLAIN $$plain-pin x\r\nauth plain $pass\r\nAUTH $$plain-pass\r\nAUTHPLAIN $$plain-phrase\r\n",
	"AUTH PLAIN\r\n$$plain-pass\r\nAUTH PLAIN\r\n$pass\r\nAUTH PLAIN\r\n$$plain-word\r\n", "AUTH LOGIN\r\nbWU=\r\n$$pass\r\nAUTH LOGIN bWU=\r\n$$word\r\n",
	"AUTH LOGIN\r\n$pass\r\nAUTH LOGIN\r\nbWU=\r\n$word\r\n", "AUTH X-OWN $$pass\r\n$$pass\r\nAUTH GSSAPI $$pass\r\n$$word\r\n",
	"AUTH LOGIN\r\nbWU=\r\n$$pass\x01\r\nAUTH LOGIN\r\nbWU=\r\n$$pass\n\r\nAUTH LOGIN\r\nPASS $pass\r\n", "AUTH PLAIN " + strings.Repeat("A", 12300) + "$$pass\r\n$$pass\r\n",
	"AUTH PLAIN $$plain-pass\r\n$$plain-pass\r\nAUTH\r\n$$plain-pass\r\n",
}

// diary is what a filter is told.
type diary struct {
	mu   sync.Mutex
	text strings.Builder
}

func (d *diary) note(v ...any) filters.Verdict {
	d.mu.Lock()
	defer d.mu.Unlock()
	fmt.Fprintf(&d.text, "%+v\n", v)
	return filters.Pass()
}

func (d *diary) keeper(refuses bool) filters.Entry {
	return filters.Entry{Label: "diary", Filter: &filters.Filter{
		Command: func(s *filters.Session, c *filters.Command) filters.Verdict { return d.note(s.User(), *c) },
		Reply: func(s *filters.Session, c *filters.Command, r *filters.Reply) filters.Verdict {
			return d.note(s.User(), *c, *r)
		},
		Login: func(s *filters.Session, l *filters.Login) filters.Verdict {
			if d.note(*l); refuses {
				return filters.Refuse("5.7.8", "not as "+l.Name)
			}
			return filters.Pass()
		},
	}}
}

// Whatever comes of it, nobody reads a secret: not on record, not in an error, and not as a filter.
func TestSecrets(t *testing.T) {
	for name, refuses := range map[string]bool{"passed": false, "refused": true} {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything)
			for _, confidence := range confidences {
				for _, begin := range []string{"", "CAPA\r\n", "APOP me " + digest + "\r\n"} {
					d := &diary{}
					g := newGate(t, r.Address(), filtered(d.keeper(refuses)))
					for _, cut := range []bool{false, true} {
						said := planted(begin + confidence)
						if cut {
							said = said[:len(said)-len("\r\n")]
						}
						exchange(t, g.Listener, 0, said)
					}
					g.End()
					for line := range strings.Lines(onRecord(g) + d.text.String()) {
						if found := leaks(line); len(found) > 0 {
							t.Errorf("%.300q: %q can be read in %s", begin+confidence, found, line)
						}
					}
				}
			}
		})
	}
}

// onRecord is all that is on record.
func onRecord(g *gate) string {
	var b strings.Builder
	for _, e := range g.Events() {
		fmt.Fprintf(&b, "%+v", *e)
		if e.Errand != nil {
			fmt.Fprintf(&b, " %+v", *e.Errand)
		}
		io.WriteString(&b, "\n")
	}
	return b.String()
}
