package main

import "fmt"

type point struct {
	X, Y int
}
type box struct {
	Min  point
	Max  *point
	Name string
	Tags []string
	M    map[string]int
	I    any
	e    error
	f    func()
}
type id int
type names []string
type raw []byte

func main() {
	b := box{Min: point{1, 2}, Name: "n", Tags: []string{"a", "b c"}, M: map[string]int{"z": 1, "a": 2}, I: point{3, 4}}
	fmt.Printf("%v\n%+v\n%#v\n%T\n", b, b, b, b)
	fmt.Printf("%v %+v %#v %T\n", &b.Min, &b.Min, &b.Min, &b.Min)
	fmt.Printf("%#v %#v %#v %#v %#v\n", []string{"x"}, map[string]bool{"k": true}, [2]int8{1}, id(5), names{"q"})
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", "s", 'c', 1.0, uint8(3), []byte("hi"), raw("r"))
	fmt.Printf("%v %s %x %X %q %d\n", []byte("hi"), []byte("hi"), "hi", []byte("hi"), []byte("hi"), raw("r"))
	fmt.Printf("|%6.2f|%-6s|%6s|%06d|%+d|% d|%x|%X|%#x|%o|%b|\n", 3.14159, "ab", "cd", 42, 7, 7, 255, 255, 255, 8, 5)
	fmt.Printf("|%.2s|%.0f|%5t|%-5t|%5q|%c|%U|%3c|\n", "abcdef", 2.5, true, false, "x", 0x4e16, 0x4e16, 'z')
	fmt.Printf("%t %v %p\n", true, nil, nil)
	fmt.Printf("%s %v %d\n", []string{"a", "b"}, []any{1, "a", nil}, []int{1, 2})
	fmt.Printf("%q %v %s\n", []string{"a b", "c"}, [][]int{{1}, {2, 3}, nil}, error(nil))
	fmt.Printf("%5v|%-5v|%05d|%x\n", []int{1, 22}, []int{1, 22}, []int{1, 22}, []string{"ab", "c"})
	fmt.Printf("%!|%z|%d\n", 1, "x")
	fmt.Printf("%v %v %v\n", struct{}{}, struct {
		a int
		b string
	}{1, "x"}, &[]int{1})
	fmt.Printf("%v %+v\n", &map[string]point{"k": {1, 2}}, []point{{5, 6}})
	fmt.Printf("%v %d %v\n", id(3), id(3), []id{1, 2})
	fmt.Printf("%6d|%-6d|%+.2e|%g|%G\n", -12, -12, 12345.678, 1e100, 1e-10)
	fmt.Printf("%v %.3v %8.3v|\n", 1+2i, 3.14159, "abcdef")
	fmt.Println(fmt.Sprint(1, 2, "a", "b", 3, 4.5, nil, 'x'), fmt.Sprintln("a", 1) == "a 1\n")
	fmt.Print("a", "b", 1, 2, true, "c\n")
	var np *point
	var ni fmt.Stringer
	var nf func()
	fmt.Println(np, ni, nf == nil, []any{np, ni}, map[string][]int{"a": nil})
	fmt.Printf("%T %T %T %T %T\n", np, ni, nf, fmt.Sprint, map[id][]*point{})
	fmt.Printf("%s\n", fmt.Errorf("wrap %w %d", fmt.Errorf("in"), 5))
}
