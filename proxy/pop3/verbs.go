package pop3

// verb is a row of the table of commands.
type verb struct {
	verb string
	form form // of its argument
	step func(*Session, *command) error

	// follows tells, by the command's argument, whether lines follow +OK; nil: none do. follow then takes them.
	follows func(arg string) bool
	follow  func(*Session, *exchange, answer) error

	// heard is called with the upstream's reply, before the client has it; nil: the reply changes nothing here.
	heard func(*Session, *exchange, *answer) error
}

// verbs are the commands that are known; others hear -ERR. Nobody writes to it.
var verbs = table(
	verb{verb: "USER", form: name, step: (*Session).forward, heard: (*Session).heardUser},
	verb{verb: "PASS", form: text, step: (*Session).pass, heard: (*Session).heardPass},
	verb{verb: "APOP", form: nameAndDigest, step: (*Session).apop, heard: (*Session).heardPass},
	verb{verb: "AUTH", form: text, step: (*Session).auth, heard: (*Session).heardAuth, follows: isEmpty, follow: (*Session).mechanisms},
	verb{verb: "STAT", form: nothing, step: (*Session).forward},
	verb{verb: "LIST", form: maybeNumber, step: (*Session).forward, follows: isEmpty, follow: (*Session).listing},
	verb{verb: "UIDL", form: maybeNumber, step: (*Session).forward, follows: isEmpty, follow: (*Session).listing},
	verb{verb: "RETR", form: number, step: (*Session).forward, follows: always, follow: (*Session).fetch},
	verb{verb: "TOP", form: twoNumbers, step: (*Session).forward, follows: always, follow: (*Session).fetch},
	verb{verb: "DELE", form: number, step: (*Session).dele, heard: (*Session).heardDele},
	verb{verb: "NOOP", form: nothing, step: (*Session).forward},
	verb{verb: "RSET", form: nothing, step: (*Session).forward, heard: (*Session).heardRset},
	verb{verb: "QUIT", form: nothing, step: (*Session).quit, heard: (*Session).heardQuit},
	verb{verb: "CAPA", form: nothing, step: (*Session).forwardAlone, follows: always, follow: (*Session).capa},
	verb{verb: "UTF8", form: nothing, step: (*Session).forward},
	verb{verb: "LANG", form: maybeTag, step: (*Session).forward, follows: isEmpty, follow: (*Session).listing},

	// What the gate can't vouch for: an upgrade that it doesn't end itself, a client that says who it is.
	verb{verb: "STLS", form: text, step: (*Session).masked},
	verb{verb: "XCLIENT", form: text, step: (*Session).masked},
)

// unknown is a row that no client can name.
var unknown = verb{step: (*Session).unknown}

func table(rows ...verb) map[string]*verb {
	t := make(map[string]*verb, len(rows))
	for i := range rows {
		t[rows[i].verb] = &rows[i]
	}
	return t
}

func always(string) bool { return true }

func isEmpty(arg string) bool { return arg == "" }

// form says what the argument of a command may be. All but text are read without the spaces around them, as people type: a name, because a
// server that doesn't count them would let somebody in whom the filters know by another name.
type form uint8

const (
	nothing form = iota
	text
	name          // of a mailbox
	nameAndDigest // RFC 1939, section 7
	number        // of a message (RFC 1939, section 5)
	maybeNumber   // or none
	twoNumbers    // of a message, and lines of its body
	maybeTag      // of a language (RFC 6856, section 3.2), or none
)
