package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
)

func TestLogFormats(t *testing.T) {
	for format, want := range map[logFormat]bool{"json": true, "text": false, "auto": true} {
		var b bytes.Buffer
		log, done := (&logging{format: format}).open(&b)
		log.Info("hello", "took", 1500*time.Millisecond)
		log.Debug("too much")
		done()
		var line map[string]any
		err := json.Unmarshal(b.Bytes(), &line)
		if (err == nil) != want {
			t.Errorf("%s where no terminal is: %s", format, b.Bytes())
		}
		if want && line["took"] != 1.5 {
			t.Errorf("%s: took is %v, want 1.5 seconds", format, line["took"])
		}
	}
}
