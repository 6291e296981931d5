package mailserver

// refusal is why a POP3 command is answered -ERR. Who gets one stays.
type refusal struct {
	code string // RFC 2449, section 8, and RFC 3206; "" for none
	text string
}

// Error is what follows -ERR.
func (r refusal) Error() string {
	if r.code == "" {
		return r.text
	}
	return "[" + r.code + "] " + r.text
}

var (
	lineTooLong    = refusal{text: "the line is too long"}
	unknownVerb    = refusal{text: "the command is unknown"}
	badArguments   = refusal{text: "the command has too few or too many arguments"}
	loginFirst     = refusal{text: "log in first"}
	loginOver      = refusal{text: "you have logged in already"}
	userFirst      = refusal{text: "USER comes before PASS"}
	wrongPassword  = refusal{"AUTH", "the user or the password is wrong"}
	inUse          = refusal{"IN-USE", "another session has the maildrop"}
	otherMechanism = refusal{text: "the mechanism is unknown, PLAIN is known"}
	badResponse    = refusal{text: "the response isn't in base64, or isn't of PLAIN"}
	cancelled      = refusal{text: "the login is cancelled"}
	badNumber      = refusal{text: "want a number"}
	noMessage      = refusal{text: "no message has this number"}
	markedMessage  = refusal{text: "the message is marked as deleted"}
)
