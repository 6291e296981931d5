package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
)

// link is a filter in a chain, with its block.
type link struct {
	block filters.Block
	entry filters.Entry
}

// chain reads a front's filters block: its order is the chain's. With it are the filters that enforce.
func (s *section) chain(front string, p filters.Protocol) (chain *filters.Chain, enforced []link) {
	onError := s.onError(filters.OnErrorDefer, "what a failure of a filter becomes, where its block doesn't say")
	taken := labels{}
	var entries []filters.Entry
	for _, b := range s.block.Blocks {
		s.taken = append(s.taken, b.Type)
		if e, ok := s.entry(b, onError, taken); ok {
			if b.Label == "" || s.r.isPlugin(b) {
				e.Part = front + "/" + e.Label // no label has a slash
			}
			s.r.idle(front, p, b)
			s.r.doubts(front, b, e)
			entries = append(entries, e)
			if !e.Shadow {
				enforced = append(enforced, link{b, e})
			}
		}
	}
	s.assigned()
	s.done()
	chain, err := filters.NewChain(entries...)
	if err != nil {
		s.r.failed(s.block.At, err)
	}
	return chain, enforced
}

// assigned puts filters on the list that are written as values.
func (s *section) assigned() {
	for _, set := range s.block.Settings {
		if s.r.built(set.Name) {
			s.taken = append(s.taken, set.Name)
			s.r.problem(set.At, "%s%s is a block: %s { … }, without the =", s.prefix(), set.Name, set.Name)
		}
	}
}

func (s *section) onError(def filters.OnError, usage string) filters.OnError {
	return filters.OnError(s.o.Choice("on_error", string(def), usage,
		string(filters.OnErrorDefer), string(filters.OnErrorPass), string(filters.OnErrorRefuse)))
}

// entry reads one filter's block: three names of it are the chain's, the rest is the filter's.
func (s *section) entry(b filters.Block, onError filters.OnError, taken labels) (filters.Entry, bool) {
	build, plugin := s.r.builtins[b.Type], s.r.isPlugin(b)
	if build == nil && !plugin {
		names := slices.Concat(slices.Collect(maps.Keys(s.r.builtins)), documented[:])
		slices.Sort(names)
		s.r.problem(b.At, "%sthere is no filter %q%s", s.prefix(), b.Type, suggestion(b.Type, names))
		return filters.Entry{}, false
	}
	ours, theirs := split(b, plugin)
	own := s.r.section(b.String(), "", ours)
	e := own.entryOptions(onError)
	e.Label = taken.entry(own, b)
	if plugin {
		e.Filter = own.plugin(b, e.Label)
	} else {
		e.Filter = s.r.filter(build, theirs, e.Label)
	}
	own.done()
	return e, e.Filter != nil && e.Label != ""
}

// entryOptions reads what the chain has in a filter's block.
func (s *section) entryOptions(onError filters.OnError) filters.Entry {
	return filters.Entry{
		OnError:  s.onError(onError, "what a failure of the filter becomes; what the filters block says goes before this default"),
		Deadline: s.duration("deadline", filters.DefaultDeadline, "how long a call of one of its hooks may take; longer is a failure"),
		Shadow:   s.either("mode", "enforce", "shadow", "in shadow it runs, what it would have said is logged, and nothing changes"),
	}
}

// EntryOptions are those that the block of every filter has beside the filter's own.
func EntryOptions() []filters.Use {
	s := &section{o: filters.NewManual("", "")}
	s.entryOptions(filters.OnErrorDefer)
	return filters.OptionUses(s.o)
}

func entryNames() []string {
	var names []string
	for _, use := range EntryOptions() {
		names = append(names, use.Name)
	}
	return names
}

// split parts what the chain has in a filter's block from what the filter has. All of a plugin's block is the chain's: the plugin's own is in a
// setting of it.
func split(b filters.Block, plugin bool) (ours, theirs filters.Block) {
	if plugin {
		return b, filters.Block{}
	}
	ours, theirs = b, b
	ours.Blocks, ours.Settings, theirs.Settings = nil, nil, nil
	names := entryNames()
	for _, set := range b.Settings {
		if slices.Contains(names, set.Name) {
			ours.Settings = append(ours.Settings, set)
		} else {
			theirs.Settings = append(theirs.Settings, set)
		}
	}
	return ours, theirs
}

// filter makes a filter; nil is one that is wrong in some way, which is on the list.
func (r *reader) filter(build builder, b filters.Block, label string) *filters.Filter {
	b.ReadFile = func(name string) ([]byte, error) { return r.lines(b.At.File, name) }
	o := filters.NewOptions(b)
	f, err := guarded(build, o)
	faults := leaves(err)
	for _, e := range filters.OptionErrors(o) {
		if e.Unknown && len(faults) > 0 {
			continue // a New that gave up early has not asked for all
		}
		e.Text += meant(o, b, e)
		r.option(e, entryNames())
	}
	for _, err := range faults {
		if b.Hides() {
			err = notShown(err)
		}
		r.failed(b.At, fmt.Errorf("%s: %w", b, err))
	}
	if err == nil && f == nil {
		r.problem(b.At, "%s: its New returned no filter", b)
	}
	if err != nil || f == nil {
		return nil
	}
	if _, err := filters.NewChain(filters.Entry{Label: label, Filter: f}); err != nil && label != "" {
		r.failed(b.At, err)
		return nil
	}
	return f
}

// notShown stands for what New says of a block in which something may be a secret. A place in a plugin is none.
func notShown(err error) error {
	at := ""
	if placed := (interface{ Place() string })(nil); errors.As(err, &placed) && placed.Place() != "" {
		at = " at " + placed.Place()
	}
	return fmt.Errorf("its New failed%s; an option of it may be a secret, so why isn't shown", at)
}

// guarded calls New, which is a stranger's code.
func guarded(build builder, o *filters.Options) (f *filters.Filter, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("its New panicked: %v", p)
		}
	}()
	return build(o)
}

// leaves are the errors in err that are not about options: those are listed with their places.
func leaves(err error) []error {
	if err == nil {
		return nil
	}
	if about := (filters.OptionError{}); !errors.As(err, &about) {
		return []error{err}
	}
	var all []error
	if joined, is := err.(interface{ Unwrap() []error }); is {
		for _, e := range joined.Unwrap() {
			all = append(all, leaves(e)...)
		}
	}
	return all
}
