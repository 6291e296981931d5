package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

type Rule struct {
	Name    string            `json:"name"`
	Prio    int               `json:"prio,omitempty"`
	Tags    []string          `json:"tags"`
	Meta    map[string]string `json:"meta,omitempty"`
	Ratio   float64           `json:"ratio"`
	Skip    string            `json:"-"`
	private int
	Next    *Rule `json:"next,omitempty"`
	Raw     []byte
	On      bool `json:",omitempty"`
}

func main() {
	r := Rule{Name: `a "b" <c>`, Tags: nil, Ratio: 1e21, Skip: "x", private: 4, Raw: []byte("hi")}
	b, err := json.Marshal(r)
	fmt.Println(string(b), err)
	r2 := Rule{Name: "é", Prio: 3, Tags: []string{"x", "y"}, Meta: map[string]string{"z": "1", "a": "2"}, Next: &Rule{Name: "n"}, On: true}
	b, _ = json.MarshalIndent(r2, "", "  ")
	fmt.Println(string(b))
	var back Rule
	err = json.Unmarshal(b, &back)
	fmt.Println(err, back.Name, back.Prio, back.Tags, back.Meta, back.Next.Name, back.Next.Tags == nil, back.On)
	var v any
	err = json.Unmarshal([]byte(`{"n":1.5,"l":[1,"a",null,true],"o":{"k":{}}}`), &v)
	fmt.Println(v, err)
	m := v.(map[string]any)
	for i, e := range m["l"].([]any) {
		fmt.Printf("%d:%T ", i, e)
	}
	fmt.Println()
	var se *json.SyntaxError
	err = json.Unmarshal([]byte(`{"name": }`), &back)
	fmt.Println(err, errors.As(err, &se))
	if se != nil {
		fmt.Println(se.Offset)
	}
	var ute *json.UnmarshalTypeError
	err = json.Unmarshal([]byte(`{"prio":"x","NAME":"ci"}`), &back)
	fmt.Println(errors.As(err, &ute), back.Name)
	dec := json.NewDecoder(strings.NewReader(`{"name":"1"} {"name":"2","extra":[]} `))
	for dec.More() {
		var x Rule
		if err := dec.Decode(&x); err != nil {
			fmt.Println(err)
			break
		}
		fmt.Print(x.Name, " ")
	}
	fmt.Println(json.Valid([]byte("[1,]")), json.Valid([]byte("[1]")))
	b, _ = json.Marshal(map[string]any{"b": []int{}, "a": nil, "c": [2]bool{true}, "d": "\u2028\x01"})
	fmt.Println(string(b))
}
