package gate

import (
	"go/types"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// pathOf is the path of a function's package; the language's own, error.Error, is of none.
func pathOf(fn *types.Func) string {
	if fn.Pkg() == nil {
		return ""
	}
	return fn.Pkg().Path()
}

func hasPrefix(s string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// writesReceiver tells that a method changes what it is called of.
func writesReceiver(fn *types.Func) bool {
	recv, n := fn.Signature().Recv().Type(), fn.Name()
	_, pointer := recv.Underlying().(*types.Pointer)
	reads := slices.Contains([]string{"Error", "String", "GoString", "Len", "Cap", "Size", "BlockSize", "Less", "Bytes", "Unwrap", "Is", "As", "Front", "Back", "Next", "Prev", "Available"}, n)
	switch path := pathOf(fn); {
	case reads || hasPrefix(n, "Marshal", "Sum"):
		return false
	case path == symbols.Filters || path == symbols.Message:
		return hasPrefix(n, "Set", "Add", "Prepend", "Remove", "Rename", "Replace", "Insert", "Banner") && !isFilters(recv, "Store")
	case path == "sync":
		return !hasPrefix(n, "R") && n != "Lock" && n != "Unlock" && n != "Load" // a lock by itself keeps nothing
	case path == "sync/atomic":
		return n != "Load"
	case !pointer && !types.IsInterface(recv):
		return hasPrefix(n, "Set", "Add", "Del", "Sort", "Swap")
	}
	return !readersOnly(fn)
}

// readersOnly are types of which a method that changes them isn't worth to be told apart, or is a rare one.
func readersOnly(fn *types.Func) bool {
	switch pathOf(fn) {
	case "regexp", "time", "context", "net/url", "net/netip", "net/mail", "mime", "html", "errors":
		return true
	case "encoding/base32", "encoding/base64":
		return !hasPrefix(fn.Name(), "Close", "Write", "Read")
	case "strings":
		return strings.Contains(fn.FullName(), "Replacer")
	}
	return false
}

// writesList tells that a function writes the list or map that is its i-th argument.
func writesList(fn *types.Func, i int) bool {
	n := fn.Name()
	switch path := pathOf(fn); {
	case path == "crypto/subtle" && n == "ConstantTimeCopy":
		return i == 1
	case path == "encoding/binary" && (n == "Read" || n == "Decode"):
		return true
	case path == "io" && hasPrefix(n, "Read", "CopyBuffer"), path == "math/rand/v2":
		return true
	case i > 0:
		return false
	case path == "sort":
		return !strings.HasPrefix(n, "Search") && !strings.HasSuffix(n, "AreSorted") && !strings.HasSuffix(n, "IsSorted") && n != "Find" && n != "Reverse"
	case path == "slices":
		return hasPrefix(n, "Sort", "Compact", "Delete", "AppendSeq") && !strings.HasPrefix(n, "Sorted") || n == "Reverse" || n == "Insert" || n == "Replace"
	case path == "maps":
		return n == "Copy" || n == "DeleteFunc" || n == "Insert"
	case path == "bytes" && n == "NewBuffer": // it may write there later
		return true
	case path == "crypto/subtle":
		return n == "XORBytes"
	case path == "container/heap":
		return true
	}
	return hasPrefix(n, "Append", "Put", "Encode", "Decode", "Read", "Sum", "Fill") && !strings.HasSuffix(n, "ToString") && !strings.Contains(n, "Rune") && !strings.HasSuffix(n, "Len") ||
		n == "AppendRune" || n == "EncodeRune"
}

// readsOnly tells that a function doesn't write what its i-th argument, a pointer or an interface, leads to.
func readsOnly(fn *types.Func, i int) bool {
	n := fn.Name()
	switch path := pathOf(fn); path {
	case "fmt":
		return !strings.Contains(n, "scan") && !strings.Contains(n, "Scan") && !(hasPrefix(n, "Fprint") && i == 0)
	case "errors":
		return n != "As" || i == 0
	case "encoding/json":
		return hasPrefix(n, "Marshal")
	case "sort":
		return !writesList(fn, i)
	case "container/heap":
		return i > 0
	case "sync/atomic":
		return hasPrefix(n, "Load") || isBound(fn)
	case symbols.Filters, symbols.Message, "regexp", "time", "context", "strings", "slices", "maps", "cmp", "iter", "net/netip", "net/url", "container/list", "sync", "html", "unicode":
		return true
	}
	return false
}

// makesNew tells that what a function gives doesn't share anything with what it was given, at the first step.
func makesNew(fn *types.Func) bool {
	n := fn.Name()
	switch pathOf(fn) {
	case "regexp", "time", "strings", "context", "net/netip", "net/url", "strconv", "encoding/base64", "encoding/base32", "encoding/hex", "crypto/hmac":
		return !hasPrefix(n, "Append")
	case symbols.Filters, symbols.Message:
		return isBound(fn) && !hasPrefix(n, "List", "Map", "Parts") || !isBound(fn)
	case "slices", "maps", "bytes":
		return slices.Contains([]string{"Clone", "Concat", "Repeat", "Collect", "Join", "Map", "ReplaceAll", "Runes", "Title"}, n) || hasPrefix(n, "Sorted", "To") ||
			pathOf(fn) == "bytes" && n == "Replace"
	}
	return false
}
