package journal

import (
	"fmt"
	"log/slog"
)

// Protection is how TLS was begun.
type Protection struct {
	Version    string `json:"version"`               // "TLS 1.3"
	Cipher     string `json:"cipher"`                // its name at IANA
	ServerName string `json:"server_name,omitempty"` // as the TLS client has said it
	Subject    string `json:"subject,omitempty"`     // of the other side's certificate, if it has shown one and that was verified
}

// tlsWords say with whom TLS was begun, and how.
func tlsWords(e *Event) string {
	if e.TLS == nil {
		return ""
	}
	with := "the client"
	if e.Way == S {
		with = "upstream " + e.Upstream
	}
	text := fmt.Sprintf("%s with %s, %s", e.TLS.Version, with, e.TLS.Cipher)
	if e.TLS.ServerName != "" {
		text += ", for " + e.TLS.ServerName
	}
	if e.TLS.Subject != "" {
		text += ", certificate of " + e.TLS.Subject
	}
	return text
}

// protect notes how a leg is protected.
func (a *account) protect(e *Event) {
	if e.TLS == nil {
		return
	}
	brief := e.TLS.Version + " " + e.TLS.Cipher
	if e.Upstream != "" {
		a.upstreamTLS = brief
		return
	}
	a.tls, a.certificate, a.name = brief, e.TLS.Subject, e.TLS.ServerName
}

// protection is how the client's leg is protected.
func (a *account) protection() []slog.Attr {
	return []slog.Attr{words("tls", a.tls), words("sni", a.name), words("certificate", a.certificate), words("upstream_tls", a.upstreamTLS)}
}
