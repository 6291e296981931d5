package journal

import "testing"

// Nobody is named where somebody could have been: not of mail that was refused at MAIL.
func TestEnvelope(t *testing.T) {
	for _, test := range []struct {
		Summary
		want string
	}{
		{Summary{Outcome: Refused}, "<a@b.example>"},
		{Summary{Outcome: Deferred}, "<a@b.example>"},
		{Summary{Outcome: Abandoned}, "<a@b.example> to nobody"},
		{Summary{Outcome: Refused, Total: 1, Recipients: []Recipient{{Path: "<u@d.example>", Code: 550, By: "relay"}}}, "<a@b.example> to <u@d.example> 550 by relay"},
	} {
		if test.Sender = "<a@b.example>"; test.Envelope() != test.want {
			t.Errorf("have %s, want %s", test.Envelope(), test.want)
		}
	}
}
