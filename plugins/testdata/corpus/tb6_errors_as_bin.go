package main

import (
	"errors"
	"fmt"
	"net/textproto"
)

func main() {
	err := fmt.Errorf("x: %w", &textproto.Error{Code: 550, Msg: "no"})
	var te *textproto.Error
	if errors.As(err, &te) {
		fmt.Println(te.Code)
	}
}
