package filters

import "strings"

// parseArgument reads what follows MAIL or RCPT.
func parseArgument(arg string, d direction, smtputf8 bool) (Path, error) {
	p := path{set: true, direction: d, smtputf8: smtputf8, original: arg}
	if err := p.read(arg); err != nil {
		return Path{}, err.toward(d)
	}
	return Path{p}, nil
}

func (p *path) read(arg string) (err *PathError) {
	line, err := p.direction.cutKeyword(arg)
	if err != nil {
		return err
	}
	// People type spaces behind the colon and at the end; an upstream might not take them.
	bare := strings.Trim(line, " ")
	p.rewritten = bare != line
	if p.shape, err = readPath(bare); err != nil {
		return err
	}
	p.client = p.text
	if p.params, err = readParams(bare[len(p.text):]); err != nil {
		return err
	}
	if p.direction == backwards {
		p.smtputf8 = declaresUTF8(p.params)
	}
	if !p.smtputf8 && !ascii(p.params) {
		return argumentFault("a non-ASCII parameter needs SMTPUTF8")
	}
	return p.check(p.direction, p.smtputf8)
}

// keyword stands before a path in its command.
func (d direction) keyword() string { return [...]string{"", "FROM:", "TO:"}[d] }

func (d direction) cutKeyword(arg string) (string, *PathError) {
	keyword := d.keyword()
	if len(arg) >= len(keyword) && strings.EqualFold(arg[:len(keyword)], keyword) {
		return arg[len(keyword):], nil
	}
	return "", argumentFault("the command reads " + [...]string{"", "MAIL FROM:<address>", "RCPT TO:<address>"}[d])
}

// readParams reads what follows a path: nothing, or parameters with a space before each.
func readParams(tail string) (string, *PathError) {
	switch {
	case tail == "":
		return "", nil
	case tail[0] == ',', tail[0] == '<':
		return "", argumentFault("one path in each command")
	case tail[0] != ' ':
		return "", argumentFault("only parameters follow the address, with a space before each")
	}
	return tail[1:], checkParams(tail[1:])
}

// declaresUTF8 tells whether the parameter SMTPUTF8, which has no value, is there.
func declaresUTF8(params string) bool {
	for p, rest := cutParam(params); p.keyword != ""; p, rest = cutParam(rest) {
		if !p.valued && strings.EqualFold(p.keyword, "SMTPUTF8") {
			return true
		}
	}
	return false
}
