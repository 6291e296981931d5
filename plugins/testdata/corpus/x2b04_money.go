package main

import (
	"fmt"
	"strconv"
	"strings"
)

type Size int64

const (
	B  Size = 1
	KB      = 1 << 10 * B
	MB      = 1 << 20 * B
)

func (s Size) String() string {
	switch {
	case s >= MB:
		return fmt.Sprintf("%.1fMB", float64(s)/float64(MB))
	case s >= KB:
		return fmt.Sprintf("%.1fKB", float64(s)/float64(KB))
	}
	return strconv.FormatInt(int64(s), 10) + "B"
}

type SizeError string

func (e SizeError) Error() string { return "bad size " + strconv.Quote(string(e)) }

func ParseSize(s string) (Size, error) {
	units := []struct {
		suffix string
		unit   Size
	}{{"MB", MB}, {"KB", KB}, {"B", B}}
	for _, u := range units {
		if num, ok := strings.CutSuffix(s, u.suffix); ok {
			n, err := strconv.ParseFloat(num, 64)
			if err != nil {
				return 0, SizeError(s)
			}
			return Size(n * float64(u.unit)), nil
		}
	}
	return 0, SizeError(s)
}

type limits struct {
	Mail, Box Size
	names     []string
}

func main() {
	for _, s := range []string{"12B", "1.5KB", "3MB", "x", "yMB"} {
		n, err := ParseSize(s)
		fmt.Println(n, err, err == SizeError("x"))
	}
	l := limits{Mail: 10 * MB, Box: 512, names: []string{"a"}}
	fmt.Printf("%v\n%+v\n", l, l)
	fmt.Println([]Size{1, 2048}, map[string]Size{"a": 3 * MB})
	fmt.Println(&l)
}
