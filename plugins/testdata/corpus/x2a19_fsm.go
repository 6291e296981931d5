package main

import "fmt"

type State int

const (
	Idle State = iota
	Greeted
	Mail
	Data
	Closed
)

//go:generate stringer
func (s State) String() string {
	return [...]string{"Idle", "Greeted", "Mail", "Data", "Closed"}[s]
}

type Event string

type transition struct {
	from State
	on   Event
}

type machine struct {
	state State
	table map[transition]State
	trace []State
	seen  map[State]int
}

type BadEvent struct {
	State State
	Event Event
}

func (b BadEvent) Error() string { return fmt.Sprintf("event %s in state %v", b.Event, b.State) }

func (m *machine) fire(e Event) error {
	next, ok := m.table[transition{m.state, e}]
	if !ok {
		return BadEvent{m.state, e}
	}
	m.trace = append(m.trace, m.state)
	m.seen[next]++
	m.state = next
	return nil
}

func main() {
	m := &machine{
		table: map[transition]State{
			{Idle, "HELO"}:    Greeted,
			{Greeted, "MAIL"}: Mail,
			{Mail, "DATA"}:    Data,
			{Data, "."}:       Greeted,
			{Greeted, "QUIT"}: Closed,
		},
		seen: map[State]int{},
	}
	for _, e := range []Event{"HELO", "MAIL", "QUIT", "DATA", ".", "QUIT"} {
		if err := m.fire(e); err != nil {
			fmt.Println("!", err)
			continue
		}
		fmt.Println(e, "->", m.state)
	}
	fmt.Println(m.trace)
	fmt.Println(m.seen)
	fmt.Printf("%v %s\n", m.trace, m.state)
}
