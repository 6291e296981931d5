package mailserver

import "strings"

// phase says which commands a POP3 session takes: the states of RFC 1939, section 3. Its UPDATE is within QUIT.
type phase uint8

const (
	authorization phase = 1 << iota
	transaction
	over
	anyTime = authorization | transaction
)

// verb is a row of the table of POP3 commands.
type verb struct {
	phase       phase // in which it is taken
	least, most int   // arguments
	whole       bool  // its argument may hold spaces
	step        func(*pop3Session, []string) error
}

// verbs are the commands that are known. Nobody writes to it.
var verbs = map[string]verb{
	"CAPA": {phase: anyTime, step: (*pop3Session).capa},
	"QUIT": {phase: anyTime, step: (*pop3Session).quit},

	"USER": {phase: authorization, least: 1, most: 1, step: (*pop3Session).name},
	"PASS": {phase: authorization, least: 1, most: 1, whole: true, step: (*pop3Session).pass},
	"APOP": {phase: authorization, least: 2, most: 2, step: (*pop3Session).apop},
	"AUTH": {phase: authorization, most: 2, step: (*pop3Session).auth},
	"UTF8": {phase: authorization, step: (*pop3Session).utf8},

	"STAT": {phase: transaction, step: (*pop3Session).stat},
	"LIST": {phase: transaction, most: 1, step: (*pop3Session).list},
	"UIDL": {phase: transaction, most: 1, step: (*pop3Session).uidl},
	"RETR": {phase: transaction, least: 1, most: 1, step: (*pop3Session).retr},
	"TOP":  {phase: transaction, least: 2, most: 2, step: (*pop3Session).top},
	"DELE": {phase: transaction, least: 1, most: 1, step: (*pop3Session).dele},
	"NOOP": {phase: transaction, step: (*pop3Session).noop},
	"RSET": {phase: transaction, step: (*pop3Session).rset},
}

// parse finds the row of a command, if the session takes it now, and its arguments.
func (s *pop3Session) parse(line string) (verb, []string, error) {
	name, rest, _ := strings.Cut(line, " ")
	v, known := verbs[strings.ToUpper(name)]
	args := strings.Fields(rest)
	if v.whole && rest != "" {
		args = []string{rest}
	}
	switch {
	case !known:
		return v, nil, unknownVerb
	case v.phase&s.phase == 0 && s.phase == authorization:
		return v, nil, loginFirst
	case v.phase&s.phase == 0:
		return v, nil, loginOver
	case len(args) < v.least || len(args) > v.most:
		return v, nil, badArguments
	}
	return v, args, nil
}

// capabilities are those of RFC 2449 and of RFCs 3206, 5034 and 6856.
var capabilities = []string{
	"TOP", "UIDL", "USER", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "SASL PLAIN", "UTF8", "IMPLEMENTATION Gatepost-embedded",
}

func (s *pop3Session) capa([]string) error {
	s.ok("capabilities follow")
	for _, c := range capabilities {
		s.say(c)
	}
	s.say(".")
	return nil
}
