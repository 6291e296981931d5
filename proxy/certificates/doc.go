// Package certificates is what the gate shows its clients: certificates with their keys, from files that are read again when they
// change, or from an authority by ACME.
//
// An [Identity] is one of them at work, a [Keyring] those of a front, of which a client's SNI chooses. What a client is shown is always
// complete: files that can't be used, or don't fit each other, leave in use what was good before, and the log says so. An authority is
// never waited for: what it has issued is stored and shown from there, and before the first certificate there is no TLS.
package certificates
