package filters

import "testing"

func BenchmarkParsePath(b *testing.B) {
	for name, arg := range map[string]string{
		"Plain":  "FROM:<alice.example@mail.example.org>",
		"Params": "FROM:<alice.example@mail.example.org> SIZE=1048576 BODY=8BITMIME",
		"Quoted": `FROM:<"alice example"@mail.example.org>`,
		"Route":  "FROM:<@a.example,@b.example:alice@mail.example.org>",
		"IPv6":   "FROM:<alice@[IPv6:2001:db8::1]>",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseSender(arg); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestOrdinaryPathCostsNothing: on the way of an ordinary command nothing is allocated.
func TestOrdinaryPathCostsNothing(t *testing.T) {
	sender, recipient := "FROM:<alice@example.org> SIZE=1048576 BODY=8BITMIME", "TO:<bob@example.net>"
	got := testing.AllocsPerRun(100, func() {
		from, _ := ParseSender(sender)
		OfferParams(&from, "SIZE BODY")
		to, _ := ParseRecipient(recipient, false)
		MarkAccepted(&to)
		if Rewritten(from) || from.Domain() != "example.org" || to.Local() != "bob" || to.String() == "" || to.Mailbox() == "" || written(&to) == "" {
			t.Error(from, to)
		}
	})
	if got != 0 {
		t.Errorf("%v allocations, want none", got)
	}
}
