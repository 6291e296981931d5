package certificates

// Config is what the configuration says about one identity: its certificate is in a file, or ACME gets it.
type Config struct {
	Label       string
	Certificate string // path of a PEM file: the certificate, then those that lead to its authority
	Key         string // path of its key, in PEM
	ClientCA    string // path of the authorities, in PEM, whose certificates clients may show; "": none is asked for
	ACME        *ACME  // nil: the certificate is in a file; else Certificate and Key are empty
}

// ACME is how certificates are had from an authority (RFC 8555). Whoever sets it has agreed to the authority's terms.
type ACME struct {
	Names     []string // in the certificate, at least one
	Email     string   // where the authority may write to; "": nowhere
	Directory string   // the authority's URL; "": LetsEncrypt
	CA        string   // path of the authorities, in PEM, by which Directory itself is trusted; "": those of the system
	Storage   string   // directory of the account, the certificates and their keys; it is made where it is missing
	Challenge Challenge

	// Listen is the host:port where challenges are answered, open only while there is one; "": all addresses, at the challenge's port. A
	// program that listens there already is expected to pass them on.
	Listen string
}

// LetsEncrypt is the directory of the authority that is asked where none is named.
const LetsEncrypt = "https://acme-v02.api.letsencrypt.org/directory"

// Challenge is how the authority finds out that a name is ours.
type Challenge string

// The challenges; "" is HTTP.
const (
	HTTP    Challenge = "http"     // it comes to port 80 (RFC 8555, section 8.3)
	TLSALPN Challenge = "tls-alpn" // it comes to port 443 (RFC 8737)
)
