package journal

import (
	"fmt"
	"time"
)

// begin finds where the journal has ended, and turns to today's page.
func (b *Book) begin() error {
	n, date, err := b.ending()
	if err != nil {
		return err
	}
	b.ledger = started(n)
	if err := b.turnTo(date); err != nil {
		return err
	}
	if date.After(dayOf(b.clock.Now())) {
		b.log.Warn("the journal goes on in a file of a later day, and has no new one until that is over", "file", b.page.path)
	}
	b.folder.warn(b.log)
	return nil
}

// ending finds the n of the last line in the folder, and the day in whose file the next belongs: today, or a later one that was begun.
func (b *Book) ending() (n int64, date time.Time, err error) {
	days, err := daysIn(b.folder.path)
	if err != nil {
		return 0, date, err
	}
	if n, err = mend(days, b.log); err != nil {
		return 0, date, err
	}
	if date = dayOf(b.clock.Now()); b.page.date.After(date) {
		date = b.page.date
	}
	if len(days) > 0 && days[len(days)-1].date.After(date) {
		date = days[len(days)-1].date
	}
	return n, date, nil
}

// resume goes on where the journal isn't as the book has left it, and says why. A line that is written in part is written again.
func (b *Book) resume(why string, args ...any) error {
	n, date, err := b.ending()
	if err != nil {
		return err
	}
	if last := b.batch.done(); n > last {
		return fmt.Errorf("journal: the last line in %s has n %d, and the book can only go on behind %d", b.folder.path, n, last)
	}
	if err := b.turnTo(date); err != nil {
		return err
	}
	b.batch.backToLine()
	b.log.Error(why, append(args, "file", b.page.path, "n", b.batch.done()+1)...)
	return nil
}

// moveIn goes on in the directory that has come to stand where ours stood, unless another process has it. The lock on ours would keep
// nobody from that one.
func (b *Book) moveIn() error {
	next, err := lockFolder(b.folder.path)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	was := b.folder
	b.folder = next
	if err := b.resume("the journal's directory was taken from its place, and it goes on in the one that is there"); err != nil {
		b.folder = was
		next.close()
		return err
	}
	next.warn(b.log)
	return was.close()
}
