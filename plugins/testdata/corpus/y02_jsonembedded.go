package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// What is embedded package json shows as fields of what it is in.

type meta struct {
	ID   string `json:"id"`
	Tags []string
	skip int
}

type Base struct {
	By string    `json:"by,omitempty"`
	At time.Time `json:"at,omitzero"`
}

type record struct {
	meta
	*Base
	N, M   int
	hidden map[string]any
	Kids   []Base
	P      *Base
}

type named struct {
	Base `json:"base"`
	N    int
}

type left struct{ X, Y int }
type right struct {
	X int
	Z int `json:"Y"`
}
type both struct {
	left
	right
	N int
}

type document struct {
	Records []record
	ByName  map[string]record
	Ptrs    map[string]*record
	Pair    [2]named
	Any     any
	Err     error `json:",omitempty"`
}

type failed struct{ Code int }

func (f *failed) Error() string { return "failed" }

type options struct {
	A int            `json:"a,omitempty"`
	B []int          `json:"b,omitempty"`
	C *int           `json:"c,omitempty"`
	D any            `json:"d,omitempty"`
	E error          `json:"e,omitempty"`
	F float64        `json:",string"`
	G map[string]any `json:",omitempty"`
	R json.RawMessage
	K map[int]any
	O []byte
}

type optional struct {
	options
	Last int `json:"-"`
}

func show(v any) {
	b, err := json.Marshal(v)
	fmt.Println(string(b), err)
}

func load(text string, v any) error { return json.Unmarshal([]byte(text), v) }

func main() {
	show(record{meta: meta{"i", nil, 1}, N: 1, hidden: map[string]any{"a": 1}})
	show(&record{Base: &Base{By: "me"}, Kids: []Base{{By: "k"}}, P: &Base{At: time.Unix(5, 0).UTC()}})
	show([]any{named{Base{By: "b"}, 2}, map[string]both{"x": {left{1, 2}, right{3, 4}, 5}}, struct {
		Base
		N int
	}{N: 3}})
	show(document{Err: &failed{3}, Any: &failed{4}})
	show(map[string]any{"e": errors.New("x"), "f": error(&failed{5})})
	zero := 0
	show(optional{options{R: json.RawMessage(`{"z":1}`), K: map[int]any{2: 1, 1: []byte("x")}, O: []byte("hi")}, 9})
	show(optional{options{C: &zero, D: 0, G: map[string]any{}, B: []int{}}, 0})

	old := &record{N: 1}
	d := document{ByName: map[string]record{"old": {N: 7}}, Ptrs: map[string]*record{"k": old}}
	err := json.Unmarshal([]byte(`{"Records":[{"id":"a","by":"b","N":1,"skip":3,"hidden":{"x":1}},{"Tags":["t"],"P":{"by":"p"},"Kids":[{"by":"z"}]}],
		"ByName":{"n":{"id":"c"}},"Ptrs":{"z":{"id":"q"}},"Pair":[{"base":{"by":"x"},"N":1}],"Any":{"x":[1]}}`), &d)
	fmt.Println(d.Records[0].ID, d.Records[0].By, d.Records[0].N, d.Records[0].skip, d.Records[0].hidden, d.Records[1].P.By, d.Records[1].Kids[0].By, d.Records[1].Base == nil)
	fmt.Println(len(d.ByName), d.ByName["old"].N, d.ByName["n"].ID, d.Ptrs["k"] == old, old.N, d.Ptrs["z"].ID, d.Pair[0].By, d.Any, err)

	p := &Base{By: "x"}
	r := record{meta: meta{ID: "a", Tags: []string{"old"}, skip: 2}, N: 1, P: p}
	err = load(`{"by":"z","P":{"at":"1970-01-01T00:00:05Z"},"N":"bad","M":2}`, &r)
	fmt.Println(r.ID, r.By, r.Tags, r.N, r.M, r.skip, r.P == p, p.By, p.At.Unix(), err != nil)
	var m map[string]any
	var n int
	fmt.Println(load(`{"a":1}`, &m), load(`3`, &n), m, n, load(`null`, &r), load(`{`, &r), load(`{}`, nil))

	dec := json.NewDecoder(strings.NewReader(`{"by":"a","N":1}{"id":"b"} {"Z":2}`))
	dec.DisallowUnknownFields()
	for {
		var r record
		if err := dec.Decode(&r); errors.Is(err, io.EOF) || err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(r.ID, r.Base != nil, r.N)
	}
	var list []struct {
		*Base
		N int
	}
	fmt.Println(json.Unmarshal([]byte(`[{"by":"3","N":4},{}]`), &list), list[0].By, list[1].Base)
}
