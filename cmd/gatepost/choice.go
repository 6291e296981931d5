package main

import (
	"fmt"
	"slices"
	"strings"
)

// choice is a flag that takes one of some words.
type choice struct {
	word  string
	words []string
}

// oneOf is a choice whose default is the first word.
func oneOf(words ...string) *choice { return &choice{words[0], words} }

// String is the word; it is of pflag.Value, as the others are.
func (c *choice) String() string { return c.word }

// Type lists the words.
func (c *choice) Type() string { return strings.Join(c.words, "|") }

// Set takes one of the words.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		last := len(c.words) - 1
		return fmt.Errorf("want %s or %s", strings.Join(c.words[:last], ", "), c.words[last])
	}
	c.word = word
	return nil
}
