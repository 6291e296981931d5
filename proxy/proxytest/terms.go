package proxytest

import (
	"cmp"
	"crypto/tls"
	"strings"
)

// terms are how one end begins TLS.
type terms struct {
	name      string // the client's: of the server that it asks for; the upstream's: in its certificate; "": the usual one
	version   uint16 // the only one that it speaks; 0: 1.2 and 1.3
	certified bool   // the client shows a certificate if it is asked for one
	expired   bool   // the upstream's certificate
	foreign   bool   // the certificate is from an authority that nobody trusts
}

// clientName is the name in a client's certificate.
const clientName = "client.example"

// versions of TLS by their names.
var versions = map[string]uint16{"1.0": tls.VersionTLS10, "1.1": tls.VersionTLS11, "1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}

func parseTerms(w way, argument string, column int) (*terms, *mistake) {
	t := &terms{}
	for _, word := range strings.Fields(argument) {
		switch version, is := versions[word]; {
		case is:
			t.version = version
		case word == "expired" && w == wayS:
			t.expired = true
		case word == "foreign":
			t.foreign, t.certified = true, true
		case word == "certified" && w == wayC:
			t.certified = true
		case t.name == "" && isServerName(word):
			t.name = word
		case w == wayS:
			return nil, mistakeAt(column, `want the name in the certificate, with a dot, a version like "1.2", "expired" or "foreign", have %q`, word)
		default:
			return nil, mistakeAt(column, `want the name of the server, with a dot, a version like "1.2", "certified" or "foreign", have %q`, word)
		}
	}
	return t, nil
}

// isServerName: one without a dot is more likely a mistake.
func isServerName(word string) bool { return word == "localhost" || strings.ContainsAny(word, ".:") }

// restrict gives a configuration the version, and what comes of old ones.
func (t *terms) restrict(cfg *tls.Config) *tls.Config {
	cfg.DynamicRecordSizingDisabled = true // a group goes out as one record, if it is no longer than one
	if t.version != 0 {
		cfg.MinVersion, cfg.MaxVersion = t.version, t.version
	}
	return cfg
}

// forClient asks for a server by name and takes any certificate.
func (t *terms) forClient(a *Authority, usual string) *tls.Config {
	cfg := &tls.Config{ServerName: cmp.Or(t.name, usual), InsecureSkipVerify: true}
	if t.certified {
		cfg.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return t.certificate(a, []string{clientName})
		}
	}
	return t.restrict(cfg)
}

// forServer shows a certificate of the name that the terms say, or else of the name that it is asked for and of the usual ones.
func (t *terms) forServer(a *Authority, usual ...string) *tls.Config {
	return t.restrict(&tls.Config{
		ClientAuth: tls.RequestClientCert, // who has one shows it
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			names := usual
			if hello.ServerName != "" {
				names = append([]string{hello.ServerName}, usual...)
			}
			if t.name != "" {
				names = []string{t.name}
			}
			return t.certificate(a, names)
		},
		SessionTicketsDisabled: true, // nobody is to have unread bytes that aren't words
	})
}

func (t *terms) certificate(a *Authority, names []string) (*tls.Certificate, error) {
	if t.foreign {
		var err error
		if a, err = NewAuthority(); err != nil {
			return nil, err
		}
	}
	until := always
	if t.expired {
		until = longAgo
	}
	i, err := a.IssueFor(forAges, until, names...)
	if err != nil {
		return nil, err
	}
	return i.TLS(), nil
}
