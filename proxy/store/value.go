package store

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/time/rate"
)

// key keeps the parts apart: no name of one part can be spelled to be that of another.
type key struct{ part, name string }

// value is a text, a counter or a bucket.
type value struct {
	text    string
	sum     int64
	counter bool
	bucket  *rate.Limiter // nil: it is no bucket
	expires time.Time
}

// kind is what a value is, in a word.
func (v value) kind() string {
	switch {
	case v.bucket != nil:
		return "bucket"
	case v.counter:
		return "counter"
	}
	return "text"
}

// share is about what the list and the map need for an entry.
const share = 170

// size is what an entry takes. Parts are few and are not counted.
func size(k key, v value) int64 {
	n := share + unsafe.Sizeof(k) + unsafe.Sizeof(v) + uintptr(len(k.name)) + uintptr(len(v.text))
	if v.bucket != nil {
		n += unsafe.Sizeof(*v.bucket)
	}
	return int64(n)
}

// keyOf checks what all calls check.
func keyOf(ctx context.Context, part, name string) (key, error) {
	if ctx.Err() != nil {
		return key{}, fmt.Errorf("store: %w", context.Cause(ctx))
	}
	if len(name) > MaxKey {
		return key{}, fmt.Errorf("store: a key of %d bytes, the most is %d", len(name), MaxKey)
	}
	return key{part, name}, nil
}
