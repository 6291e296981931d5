package filters

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What this file exports is for the program that hosts filters; scripts don't see it.

// What the readers of units want, in words.
const (
	wantDuration = `a duration such as "3s"`
	wantSize     = `a size such as "50MiB"`
	wantRate     = `a rate such as "60/1m"`
)

const day = 24 * time.Hour

// ParseDuration reads "3s", "1m30s", "36d", "1d12h": days of 24 hours first, if any, then what [time.ParseDuration]
// reads. A negative duration is an error.
func ParseDuration(s string) (time.Duration, error) {
	bad := fmt.Errorf("want %s, have %q", wantDuration, s)
	number, rest, found := strings.Cut(s, "d")
	var days float64
	if found {
		var err error
		if days, err = parseDecimal(number); err != nil || days > float64(math.MaxInt64/int64(day))-1 {
			return 0, bad
		}
		s = rest
	}
	if found && s == "" {
		s = "0"
	}
	d, err := time.ParseDuration(s)
	total := time.Duration(days*float64(day)) + d
	if err != nil || d < 0 || total < 0 {
		return 0, bad
	}
	return total, nil
}

// binary is how many of units are powers of 1,024.
const binary = 4

// units of a size. The longer suffixes stand before those that end them.
var units = [...]struct {
	suffix string
	bytes  int64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1},
}

// few is up to which number no size is without a unit: who writes 50 means megabytes, and who writes 52428800 bytes.
const few = 10_000

// ParseSize reads "50MiB", "10kB", "1.5GiB", "512B" or "52428800" as bytes. A number below 10,000 without a unit is an error, since it hardly
// means bytes; "0" needs none.
func ParseSize(s string) (int64, error) {
	n, err := parseAmount(s)
	if err == nil && tooFew(n) && !strings.HasSuffix(s, "B") {
		return 0, fmt.Errorf("want %s, have %q", withUnit(n), s)
	}
	return n, err
}

func tooFew(n int64) bool { return 0 < n && n < few }

// withUnit says what to write instead of a number that may be one of bytes, or of whatever its author had in mind.
func withUnit(n int64) string {
	return fmt.Sprintf(`a size with a unit such as "%dMB", or "%dB" if bytes are meant`, n, n)
}

// parseAmount reads a size, or a number of something else.
func parseAmount(s string) (int64, error) {
	for _, u := range units {
		number, found := strings.CutSuffix(s, u.suffix)
		if !found {
			continue
		}
		n, err := parseDecimal(strings.TrimSuffix(number, " "))
		n *= float64(u.bytes)
		if err != nil || n >= math.MaxInt64 || n != math.Trunc(n) {
			break
		}
		return int64(n), nil
	}
	return 0, fmt.Errorf("want %s, have %q", wantSize, s)
}

// ParseRate reads "60/1m" or, of bytes, "1GiB/1d": a number or size from 1, and a duration over 0.
func ParseRate(s string) (Rate, error) {
	number, per, _ := strings.Cut(s, "/")
	n, errN := parseAmount(number)
	d, errD := ParseDuration(per)
	if errN != nil || errD != nil || n < 1 || n > math.MaxInt || d <= 0 {
		return Rate{}, fmt.Errorf("want %s, have %q", wantRate, s)
	}
	return Rate{int(n), d}, nil
}

// ofNothing tells whether a value would be a rate, but for a number or a duration of 0.
func ofNothing(v any) bool {
	s, _ := v.(string)
	number, per, _ := strings.Cut(s, "/")
	n, errN := parseAmount(number)
	d, errD := ParseDuration(per)
	return errN == nil && errD == nil && (n == 0 || d == 0)
}

// parseDecimal reads digits with at most one point between them, and nothing else that ParseFloat would take.
func parseDecimal(s string) (float64, error) {
	if s == "" || strings.Trim(s, "0123456789.") != "" {
		return 0, errors.New("not a number")
	}
	return strconv.ParseFloat(s, 64)
}

// FormatDuration writes a duration as ParseDuration reads it, in days where it is whole days: "36d", "1m30s", "0s".
func FormatDuration(d time.Duration) string {
	if d >= day && d%day == 0 {
		return fmt.Sprintf("%dd", d/day)
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// FormatSize writes bytes as ParseSize reads them, in the largest binary unit that leaves a whole number: "50MiB"; "" for less
// than none.
func FormatSize(n int64) string {
	if n < 0 {
		return ""
	}
	for _, u := range slices.Backward(units[:binary]) {
		if n >= u.bytes && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.suffix
		}
	}
	return strconv.FormatInt(n, 10) + "B"
}

// FormatRate writes a rate as ParseRate reads it; "" for the zero Rate.
func FormatRate(r Rate) string {
	if r == (Rate{}) {
		return ""
	}
	return strconv.Itoa(r.N) + "/" + FormatDuration(r.Per)
}
