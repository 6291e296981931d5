package mailserver

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// The commands of the AUTHORIZATION state.

// name serves USER. Whether there is such a user isn't told before PASS.
func (s *pop3Session) name(args []string) error {
	s.user = args[0]
	s.ok("PASS comes next")
	return nil
}

// pass serves PASS, to which a refusal is final: USER comes anew.
func (s *pop3Session) pass(args []string) error {
	user := s.user
	s.user = ""
	if user == "" {
		return userFirst
	}
	return s.login(user == User && args[0] == Password)
}

// apop compares with the digest of what the greeting ended with and the password (RFC 1939, section 7).
func (s *pop3Session) apop(args []string) error {
	digest := md5.Sum([]byte(s.stamp + Password))
	return s.login(args[0] == User && args[1] == hex.EncodeToString(digest[:]))
}

// auth serves AUTH (RFC 5034); without an argument it lists the mechanisms, as old clients ask.
func (s *pop3Session) auth(args []string) error {
	if len(args) == 0 {
		s.ok("mechanisms follow")
		s.say("PLAIN")
		s.say(".")
		return nil
	}
	if !strings.EqualFold(args[0], "PLAIN") {
		return otherMechanism
	}
	response, err := s.response(args[1:])
	if err != nil {
		return err
	}
	return s.plain(response)
}

// response is the initial one, or is asked for.
func (s *pop3Session) response(initial []string) (string, error) {
	if len(initial) > 0 && initial[0] == "=" {
		return "", nil // an empty one is written so
	}
	if len(initial) > 0 {
		return initial[0], nil
	}
	s.say("+ ")
	line, err := s.line()
	if err == nil && line == "*" {
		return "", cancelled
	}
	return line, err
}

// plain judges a response of PLAIN (RFC 4616). Nobody may act for somebody else.
func (s *pop3Session) plain(response string) error {
	said, err := base64.StdEncoding.DecodeString(response)
	parts := strings.Split(string(said), "\x00")
	if err != nil || len(parts) != 3 {
		return badResponse
	}
	return s.login((parts[0] == "" || parts[0] == User) && parts[1] == User && parts[2] == Password)
}

// login opens the maildrop for who knows the password.
func (s *pop3Session) login(knows bool) error {
	if !knows {
		return wrongPassword
	}
	if s.drop = s.mailbox.lock(); s.drop == nil {
		return inUse
	}
	s.phase = transaction
	s.ok("%s", s.count())
	return nil
}

// utf8 serves UTF8 (RFC 6856), which changes nothing: messages are given as they came, with it or without.
func (s *pop3Session) utf8([]string) error {
	s.ok("UTF-8 it is")
	return nil
}
