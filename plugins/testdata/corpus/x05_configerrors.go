package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

type Duration struct{ time.Duration }

func (d *Duration) UnmarshalText(b []byte) (err error) {
	d.Duration, err = time.ParseDuration(string(b))
	return err
}

type Config struct {
	Name   string         `json:"name"`
	Limits map[string]int `json:"limits"`
	Every  string         `json:"every"`
	Nested *Nested        `json:"nested,omitempty"`
	Tags   []string       `json:"tags"`
}

type Nested struct {
	On bool `json:"on"`
}

type ConfigError struct {
	Path string
	Err  error
}

func (c ConfigError) Error() string { return c.Path + ": " + c.Err.Error() }
func (c ConfigError) Unwrap() error { return c.Err }

var ErrNegative = errors.New("negative limit")

func load(text string) (c Config, err error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return c, ConfigError{"config", err}
	}
	for k, v := range c.Limits {
		if v < 0 {
			return c, ConfigError{"limits." + k, ErrNegative}
		}
	}
	if c.Every != "" {
		if _, err := time.ParseDuration(c.Every); err != nil {
			return c, ConfigError{Path: "every", Err: err}
		}
	}
	return c, nil
}

func main() {
	c, err := load(`{"name":"x","limits":{"a":1},"nested":{"on":true},"tags":["t","u"]}`)
	fmt.Println(c.Name, c.Limits, c.Nested.On, c.Tags, err)
	for _, t := range []string{`{"limits":{"b":-1}}`, `{"every":"5q"}`, `{"nope":1}`, `{`} {
		_, err := load(t)
		var ce ConfigError
		fmt.Println(errors.As(err, &ce), ce.Path, errors.Is(err, ErrNegative), err)
	}
	out, _ := json.Marshal(c)
	fmt.Println(string(out))
}
