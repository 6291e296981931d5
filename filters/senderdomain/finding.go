package senderdomain

// finding is what came out about a sender's domain, or about one of its hosts. The zero finding: it is good.
type finding struct {
	state state
	text  string // for the client: what must change
	why   string // for the auditor
}

// state is what a domain or a host is like.
type state int

const (
	good state = iota
	unresolved
	missing
	nullMX
)

// String is the name of the option that decides.
func (s state) String() string { return [...]string{"good", "unresolved", "missing", "null_mx"}[s] }

func isUnresolved(why string) finding {
	return finding{unresolved, "Sender domain must resolve", why}
}

func isMissing(text string) finding { return finding{missing, text, text} }

func hasNullMX(domain string) finding {
	return finding{nullMX, "Sender address has null MX", domain + " takes no mail"}
}
