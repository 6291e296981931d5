package main

import "fmt"

type Flag uint

const (
	Seen Flag = 1 << iota
	Spam
	Virus
)

var names = map[Flag]string{Seen: "seen", Spam: "spam", Virus: "virus"}

func (f Flag) String() string {
	s := ""
	for _, x := range []Flag{Seen, Spam, Virus} {
		if f&x != 0 {
			if s != "" {
				s += "|"
			}
			s += names[x]
		}
	}
	return s
}
func main() {
	var f Flag
	f |= Seen | Virus
	fmt.Println(f, f&Spam == 0, f.String())
	f &^= Seen
	fmt.Printf("%s %v\n", f, f)
}
