// Package symbols is what scripts may import: the types of the allowed packages, for the checker, and their functions and
// values, for the interpreter. Both are made by go generate and are part of the program: no script needs a Go toolchain.
// What isn't here can't be imported: nothing opens a file, connects, starts a process or a goroutine, or looks under a type.
package symbols

//go:generate go run ./make

// Filters and Message are the import paths of the contract.
const (
	Filters = "github.com/gatepost-mail/gatepost/filters"
	Message = Filters + "/message"
)

// Packages are the import paths that scripts may use, sorted. Of slices, maps, cmp and iter there is nothing to call,
// because all of it is generic: the gate has sources for these.
var Packages = []string{
	"bufio", "bytes", "cmp", "container/heap", "container/list", "context",
	"crypto/hmac", "crypto/md5", "crypto/sha1", "crypto/sha256", "crypto/sha512", "crypto/subtle",
	"encoding", "encoding/base32", "encoding/base64", "encoding/binary", "encoding/csv", "encoding/hex", "encoding/json", "encoding/pem",
	"errors", "fmt", Filters, "hash", "hash/crc32", "hash/fnv", "html", "io", "iter", "maps", "math", "math/bits", "math/rand/v2",
	"mime", "mime/multipart", "mime/quotedprintable", "net/mail", "net/netip", "net/textproto", "net/url", "path", "regexp",
	"slices", "sort", "strconv", "strings", "sync", "sync/atomic", "time", "unicode", "unicode/utf16", "unicode/utf8",
}

// Denied are functions and methods of the allowed packages that no script may use, with the reason.
var Denied = map[string]string{
	"(*mime/multipart.Reader).ReadForm": "it writes files; read the parts with NextPart",
	"(*sync.WaitGroup).Go":              "it starts a goroutine, and a script has one only",
	"(*sync.WaitGroup).Wait":            "nobody else could end the wait, because a script has one goroutine only",
	"(*sync.Cond).Wait":                 "nobody else could end the wait, because a script has one goroutine only",
	"context.AfterFunc":                 "it runs code in another goroutine",
	"context.TO" + "DO":                 "what a hook has is Session.Context", // a word that the sources of this module may not have
	"iter.Pull":                         "it starts a goroutine; call the iterator, or use range",
	"iter.Pull2":                        "it starts a goroutine; call the iterator, or use range",
	"mime.AddExtensionType":             "it changes the table that all of the program uses",
	"net/textproto.Dial":                "it opens a connection",
	"time.AfterFunc":                    "it runs code in another goroutine",
}

// Closed are interfaces of the allowed packages as which no script's type can be used, with the reason.
var Closed = map[string]string{
	"context.Context":     "package context would ask it in another goroutine; make one with context.WithValue",
	"math/rand/v2.Source": "once the script is ended it gives zeros, and compiled code may ask for another number for ever; use rand.NewPCG",
}
