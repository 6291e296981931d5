package filters

import "github.com/gatepost-mail/gatepost/filters/message"

// Clean makes a text safe for one line of a reply, a log or a terminal: each control character, each that isn't
// seen or turns the direction, and each byte that isn't UTF-8 becomes one '?', and a tab a space. Not for scripts.
func Clean(s string) string { return message.Clean(s) }

// cut shortens s to at most n bytes without tearing a rune.
func cut(s string, n int) string { return message.Cut(s, n) }
