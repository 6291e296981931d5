package pop3

// verb is a row of the table of commands.
type verb struct {
	verb    string
	form    form // of its argument
	guarded bool // not in clear where the front requires TLS
	step    func(*Session, *command) error

	// follows tells, by the command's argument, whether lines follow +OK; nil: none do. follow then takes them.
	follows func(arg string) bool
	follow  func(*Session, *exchange, answer) error

	// heard is called with the upstream's reply, before the client has it; nil: the reply changes nothing here.
	heard func(*Session, *exchange, answer) error
}

// verbs are the commands that are known; others hear -ERR. Nobody writes to it.
var verbs = table(
	verb{verb: "USER", guarded: true, form: name, step: (*Session).forward, heard: (*Session).heardUser},
	verb{verb: "PASS", guarded: true, form: text, step: (*Session).pass, heard: (*Session).heardPass},
	verb{verb: "APOP", guarded: true, form: nameAndDigest, step: (*Session).apop, heard: (*Session).heardPass},
	verb{verb: "AUTH", guarded: true, form: text, step: (*Session).auth, heard: (*Session).heardAuth, follows: isEmpty, follow: (*Session).mechanisms},
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
	verb{verb: "UTF8", form: nothing, step: (*Session).forward, heard: (*Session).heardUTF8},
	verb{verb: "LANG", form: maybeTag, step: (*Session).forward, follows: isEmpty, follow: (*Session).listing},

	verb{verb: "STLS", form: text, step: (*Session).stls},

	// What the gate can't vouch for: a client that says who it is.
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

// fetches tells whether a message is asked for.
func (v *verb) fetches() bool { return v.verb == "RETR" || v.verb == "TOP" }

func always(string) bool { return true }

func isEmpty(arg string) bool { return arg == "" }
