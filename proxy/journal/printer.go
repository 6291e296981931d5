package journal

import (
	"fmt"
	"io"
	"time"
)

// Printer prints events as people read them, in the look of the live view but wholly: who said what on both legs, in the letters of the
// transcripts, with verdicts, findings and changes between. Times are UTC. Control and bidi characters become '?'.
type Printer struct {
	Out    io.Writer
	Colour bool // for a terminal
	// Sessions tells sessions apart by the ends of their ids. Without it all events are of one session, and a gap in its record is told.
	Sessions bool

	date time.Time // of the last event
	seq  int       // its number
	kind Kind      // and its kind
}

// Print prints e, and before it its date where that is another than the last one's.
func (p *Printer) Print(e *Event) error {
	text := ""
	if date := dayOf(e.Time); !date.Equal(p.date) {
		p.date = date
		text = date.Format("2006-01-02") + " UTC\n"
	}
	p.kind = e.Kind
	at := *e
	at.Time = e.Time.UTC()
	before := clock(&at)
	if p.Sessions {
		before += " " + short(e.Session)
	} else {
		text += p.gap(e)
	}
	_, err := io.WriteString(p.Out, text+write(lines(&at), before, p.Colour))
	return err
}

// End says that the record of a session ends before the session does, if that is so.
func (p *Printer) End() error {
	if p.Sessions || p.kind == "" || p.kind == Close {
		return nil
	}
	_, err := io.WriteString(p.Out, "… the record ends here\n")
	return err
}

// gap tells what is missing before e.
func (p *Printer) gap(e *Event) string {
	missing := e.Seq - p.seq - 1
	p.seq = e.Seq
	switch {
	case missing == 1:
		return "… 1 event is missing here\n"
	case missing > 1:
		return fmt.Sprintf("… %d events are missing here\n", missing)
	}
	return ""
}
