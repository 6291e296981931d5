// Command make writes what package symbols embeds: a table a package, named std_*.go, tables.go that lists them, and types.gz.
// It is run by go generate, and needs the Go toolchain. With a directory as argument it writes there.
package main

import (
	"log"
	"os"
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := writeTables(dir); err != nil {
		log.Fatal(err)
	}
	if err := writeTypes(dir); err != nil {
		log.Fatal(err)
	}
}
