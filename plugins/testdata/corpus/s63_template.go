package main

import (
	"fmt"
	"os"
	"text/template"
)

type D struct{ N string }

func (d D) Hi() string { return "hi " + d.N }
func main() {
	t := template.Must(template.New("x").Parse("{{.N}}\n"))
	t.Execute(os.Stdout, D{"bob"})
	t = template.Must(template.New("x").Parse("{{.Hi}}\n"))
	fmt.Println(t.Execute(os.Stdout, D{"bob"}))
}
