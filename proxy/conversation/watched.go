package conversation

import (
	"errors"

	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/spool"
)

// Watched is content that streams past filters in shadow, kept until the client has it, or its reply. nil: there are none.
type Watched struct {
	Content *spool.Content
	Options message.Options
	err     error // it didn't fit
}

// Take copies a piece. A copy never stands in the way of the content itself.
func (c *Watched) Take(piece []byte) {
	if c != nil && c.err == nil {
		_, c.err = c.Content.Write(piece)
	}
}

// Message is what was copied, or why it isn't there.
func (c *Watched) Message() (*message.Message, error) {
	m, err := message.New(c.Content, c.Content.Size(), c.Options)
	return m, errors.Join(c.err, err)
}

// Close gives the copy up.
func (c *Watched) Close() {
	if c != nil {
		c.Content.Close()
	}
}
