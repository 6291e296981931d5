package main

import (
	"encoding/json"
	"fmt"
)

type T int

func (t T) MarshalJSON() ([]byte, error) { return []byte(`"T"`), nil }
func main() {
	b, err := json.Marshal(T(1))
	fmt.Println(string(b), err)
	b, err = json.Marshal(struct{ A T }{1})
	fmt.Println(string(b), err)
	b, err = json.Marshal([]T{1})
	fmt.Println(string(b), err)
}
