package main

import "fmt"

type conn struct {
	lines []string
	log   []string
}

type step func(c *conn, line string) step

func (c *conn) say(s string) { c.log = append(c.log, s) }

func start(c *conn, line string) step {
	if line == "HELO" {
		c.say("250 hi")
		return greeted
	}
	c.say("503 first HELO")
	return start
}

func greeted(c *conn, line string) step {
	switch line {
	case "MAIL":
		c.say("250 ok")
		n := 0
		return func(c *conn, line string) step {
			n++
			c.say(fmt.Sprintf("%d:%s", n, line))
			if n == 2 {
				return greeted
			}
			return nil
		}
	case "QUIT":
		return nil
	}
	c.say("500")
	return greeted
}

func main() {
	steps := map[string]step{"start": start, "greeted": greeted}
	for name, s := range map[string][]string{"start": {"X", "HELO", "MAIL", "R", "S"}} {
		c := &conn{}
		next := steps[name]
		for _, l := range s {
			if next == nil {
				break
			}
			next = next(c, l)
		}
		fmt.Println(c.log, next == nil)
	}
}
