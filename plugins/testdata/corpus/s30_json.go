package main

import (
	"encoding/json"
	"fmt"
)

type C struct {
	Name string   `json:"name"`
	L    []string `json:"l,omitempty"`
	Sub  struct{ A int }
}

func main() {
	var c C
	err := json.Unmarshal([]byte(`{"name":"x","l":["a"],"Sub":{"A":3}}`), &c)
	b, _ := json.Marshal(c)
	fmt.Println(err, c.Name, c.Sub.A, string(b))
}
