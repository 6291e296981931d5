package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

type Duration struct{ D time.Duration }

type Limits struct {
	Rate  int      `json:"rate"`
	Burst int      `json:"burst,omitempty"`
	Tags  []string `json:"tags"`
}

type Config struct {
	Name    string            `json:"name"`
	Limits  map[string]Limits `json:"limits"`
	Enabled *bool             `json:"enabled"`
	Extra   any               `json:"extra"`
}

type ValidationError struct {
	Field string
	Err   error
}

func (v *ValidationError) Error() string { return v.Field + ": " + v.Err.Error() }
func (v *ValidationError) Unwrap() error { return v.Err }

var ErrMissing = errors.New("missing")
var ErrRange = errors.New("out of range")

func (c *Config) validate() error {
	var errs []error
	if c.Name == "" {
		errs = append(errs, &ValidationError{"name", ErrMissing})
	}
	keys := make([]string, 0, len(c.Limits))
	for k := range c.Limits {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if l := c.Limits[k]; l.Rate <= 0 || l.Rate > 1000 {
			errs = append(errs, &ValidationError{"limits." + k, fmt.Errorf("rate %d: %w", l.Rate, ErrRange)})
		}
	}
	return errors.Join(errs...)
}

func describe(x any) string {
	switch v := x.(type) {
	case nil:
		return "null"
	case bool:
		return fmt.Sprint("bool ", v)
	case float64:
		return fmt.Sprint("num ", v)
	case string:
		return "str " + v
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, describe(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		keys := []string{}
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		var b strings.Builder
		for i, k := range keys {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%s: %s", k, describe(v[k]))
		}
		return "{" + b.String() + "}"
	}
	return "?"
}

func main() {
	for _, src := range []string{
		`{"name":"a","limits":{"x":{"rate":5,"tags":["p","q"]},"y":{"rate":0}},"enabled":true,"extra":{"k":[1,"two",null,false]}}`,
		`{"limits":{"z":{"rate":5000}}}`,
		`{"name": 5}`,
	} {
		var c Config
		if err := json.Unmarshal([]byte(src), &c); err != nil {
			fmt.Println("bad:", strings.Contains(err.Error(), "cannot unmarshal"))
			continue
		}
		err := c.validate()
		fmt.Println(c.Name, len(c.Limits), c.Enabled != nil && *c.Enabled, describe(c.Extra))
		var ve *ValidationError
		if errors.As(err, &ve) {
			fmt.Println("first:", ve.Field, errors.Is(err, ErrRange), errors.Is(err, ErrMissing))
		}
		fmt.Println(err)
	}
	out, err := json.Marshal(Limits{Rate: 3, Tags: []string{"t"}})
	fmt.Println(string(out), err)
	out, err = json.Marshal(map[string]any{"b": 1, "a": []int{1, 2}})
	fmt.Println(string(out), err)
}
