package main

import (
	"fmt"
	"time"
)

type Cfg struct{ D time.Duration }

func main() {
	d, _ := time.ParseDuration("1m30s")
	fmt.Println(d, d.Seconds(), 2*time.Second, time.Duration(3)*time.Minute)
	t := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	fmt.Println(t.Format(time.RFC1123Z), t.Add(d).After(t), t.Weekday() == time.Tuesday)
	c := Cfg{D: 5 * time.Second}
	fmt.Println(c.D > time.Second)
}
