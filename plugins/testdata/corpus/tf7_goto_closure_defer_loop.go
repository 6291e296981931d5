package main

import "fmt"

func process(items []string) (out []string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("boom: %v", r)
		}
	}()
	for _, it := range items {
		func() {
			defer func() { out = append(out, "done:"+it) }()
			if it == "bad" {
				panic("bad item")
			}
			out = append(out, it)
		}()
	}
	return
}
func main() {
	fmt.Println(process([]string{"a", "b"}))
	fmt.Println(process([]string{"a", "bad", "c"}))
}
