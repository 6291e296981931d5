package main

import (
	"fmt"
	"reflect"
)

type T struct {
	A int `k:"v"`
	b string
}

func main() {
	t := reflect.TypeOf(T{})
	f, _ := t.FieldByName("A")
	fmt.Println(t.Name(), f.Tag.Get("k"), t.NumField(), t.Kind())
}
