package filters

import (
	"math"
	"testing"
	"time"
)

func TestParseDuration(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"3s": 3 * time.Second, "1m30s": 90 * time.Second, "250ms": 250 * time.Millisecond, "0": 0, "0s": 0,
		"1d": day, "36d": 36 * day, "1d12h": 36 * time.Hour, "0.5d": 12 * time.Hour, "106000d": 106000 * day,
		"": -1, "3": -1, "-3s": -1, "3 s": -1, "d": -1, "-1d": -1, "1d-1h": -1, "1d1d": -1, "1h1d": -1, "NaNd": -1, "1e3d": -1,
		"1..5d": -1, "200000d": -1, "106751d23h59m": -1, "300000000h": -1, "infd": -1, "+3s": 3 * time.Second,
	} {
		have, err := ParseDuration(s)
		if ok := want >= 0; ok != (err == nil) || ok && have != want {
			t.Errorf("%q: have %v, %v; want %v", s, have, err, want)
		}
	}
}

func TestParseSize(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "0B": 0, "512B": 512, "10kB": 10_000, "10KiB": 10_240, "50MiB": 50 << 20, "50 MiB": 50 << 20, "1.5GiB": 3 << 29,
		"4GiB": 4 << 30, "2TB": 2e12, "2TiB": 2 << 40, "1MB": 1e6, "1GB": 1e9,
		"9999B": 9999, "10000": 10_000,
		"": -1, "MiB": -1, "512": -1, "9999": -1, "10000 ": 10_000, "512 ": -1, "-1": -1, "1.5": -1, "1.5B": -1, "10KB": -1, "10K": -1, "10mib": -1, "1e3": -1, "9000000TiB": -1, "0x10": -1,
		"1_000": -1, "9223372036854775808": -1, "NaN": -1, "InfB": -1,
	} {
		have, err := ParseSize(s)
		if ok := want >= 0; ok != (err == nil) || ok && have != want {
			t.Errorf("%q: have %d, %v; want %d", s, have, err, want)
		}
	}
}

func TestParseRate(t *testing.T) {
	for s, want := range map[string]Rate{
		"60/1m": {60, time.Minute}, "5/10m": {5, 10 * time.Minute}, "1000/1d": {1000, day}, "1GiB/1d": {1 << 30, day},
		"": {}, "60": {}, "60/": {}, "/1m": {}, "0/1m": {}, "-1/1m": {}, "60/0s": {}, "60/m": {}, "6.5/1m": {}, "60/1m/1m": {},
	} {
		have, err := ParseRate(s)
		if ok := want.N > 0; ok != (err == nil) || have != want {
			t.Errorf("%q: have %v, %v; want %v", s, have, err, want)
		}
	}
}

func TestWhatIsFormattedParses(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", time.Second: "1s", 90 * time.Second: "1m30s", 10 * time.Minute: "10m", time.Hour: "1h", 70 * time.Minute: "1h10m",
		time.Hour + time.Second: "1h0m1s", day: "1d", 36 * time.Hour: "36h", 1500 * time.Millisecond: "1.5s",
	} {
		if back, err := ParseDuration(FormatDuration(d)); FormatDuration(d) != want || back != d || err != nil {
			t.Errorf("%v: have %s, which is %v, %v", d, FormatDuration(d), back, err)
		}
	}
	for n, want := range map[int64]string{
		0: "0B", 1: "1B", 1023: "1023B", 1024: "1KiB", 1536: "1536B", 50 << 20: "50MiB", 4 << 30: "4GiB", 1 << 40: "1TiB",
	} {
		if back, err := ParseSize(FormatSize(n)); FormatSize(n) != want || back != n || err != nil {
			t.Errorf("%d: have %s, which is %d, %v", n, FormatSize(n), back, err)
		}
	}
	if have := FormatSize(-1); have != "" {
		t.Errorf("have %s", have)
	}
	if have := FormatRate(Rate{60, time.Minute}); have != "60/1m" {
		t.Errorf("have %s", have)
	}
}

// FuzzUnits: whatever is read is not negative, and in range.
func FuzzUnits(f *testing.F) {
	for _, s := range []string{"3s", "36d", "1.5d2h", "50MiB", "10 kB", "60/1m", "106751d23h", "9223372036854775807", ".d", "8191.9999PiB"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDuration(s); d < 0 || err != nil && d != 0 {
			t.Errorf("duration %q: %v, %v", s, d, err)
		}
		if n, err := ParseSize(s); n < 0 || n == math.MaxInt64 || err != nil && n != 0 {
			t.Errorf("size %q: %d, %v", s, n, err)
		}
		if r, err := ParseRate(s); (err == nil) != (r.N > 0 && r.Per > 0) {
			t.Errorf("rate %q: %v, %v", s, r, err)
		}
	})
}
