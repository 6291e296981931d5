package sessiontest

// Cut is where, and how, the next connection of a cable is cut. The zero Cut: not at all.
type Cut struct {
	Way    Way
	Down   bool   // on the way from the listener to who has dialled; else on the other
	Behind int    // so many octets of that way
	Last   bool   // nothing more would have come
	Pieces uint64 // a seed: the octets come one or a few at a time; 0: as they are

	struck func()               // is called when it happens; nil: isn't
	paused chan<- chan struct{} // is sent what is closed when a pause is over
}

// Way is how a connection is cut.
type Way uint8

// The ways. A connection that stalls carries no more in that direction, but stays; one that pauses goes on when the gate rests and time has passed;
// one that half ends is over in that direction only.
const (
	Uncut Way = iota
	Ends
	HalfEnds
	IsReset
	Stalls
	Pauses
)

func (w Way) String() string {
	return [...]string{"uncut", "ends", "half ends", "is reset", "stalls", "pauses"}[w]
}
