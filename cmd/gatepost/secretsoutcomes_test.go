package main

// typed are commands behind an exchange that somebody types who is still asked for a password, so he thinks.
const typed = `
CP: $pass
PC: 500 <...>
CP: $word
PC: 500 <...>
CP: $word $pass
PC: 500 <...>
CP: {64:$pass}
PC: 500 <...>
CP: PASS $pass
PC: 500 <...>
C:  $phrase
S:  214 that is how
C:  noop $pass
S:  250 ok
CP: QUIT $pass
PC: 501 <...>
CP: data $phrase
PC: 501 <...>
CP: MAIL $pass
PC: 501 <...>
CP: STARTTLS $pass
PC: 502 <...>
C:  QUIT
S:  221 bye
`

// gone is what he hears whose upstream is gone.
const gone = `
PC: 451 4.4.1 <...>
CP: {64:$pass}
PC: 421 <...>
PC: <close>
`

// outcomes are the upstream's last words, and what comes behind them.
var outcomes = map[string]string{
	"refused":        "S:  535 5.7.8 no\n" + typed,
	"refused for us": "S:  535-5.7.8 no,\nS:  535 5.7.8 not you\n" + typed,
	"deferred":       "S:  454 4.7.0 later\n" + typed,
	"accepted":       "S:  235 2.7.0 yes\n" + typed,
	"asked on":       "S:  334 bW9yZQ==\nC:  {64:$pass}\nS:  535 5.7.8 no\n" + typed,
	"cancelled":      "S:  334 bW9yZQ==\nC:  *\nS:  501 5.7.0 cancelled\n" + typed,
	"said good-bye":  "S:  421 4.3.2 bye\nPC: <close>\nPS: <close>\n",
	"died":           "S:  <close>\n" + gone,
	"reset":          "S:  <reset>\n" + gone,
	"babbled":        "SP: who are you\nPS: <reset>\n" + gone,
	"mistook it":     "SP: 354 go ahead\nPS: <reset>\n" + gone,
}
