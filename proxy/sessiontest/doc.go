// Package sessiontest is what tests of sessions are made of, whatever the protocol. Nothing but tests may import it.
//
// A session under test has a [Client] on one side and on the other a [Recorder], a strict server that remembers what it heard and has a [Fault]
// where a test wants one. Between them is a [Gate], whose sessions are put on record in its [Log], and where a test wants so by a [Keeper],
// whose disk may be full. What filters do in transcripts is said by the options of [Do].
//
// Where connections are to fail, the gate is a [Stretch]: a [Course] is played over a [Cable] on either side, of which one has a [Cut] at some
// octet. The sessions of fuzz targets are put together from [Phrases].
//
// Whatever of these begins something has the test looked behind by [leaktest.Check].
//
// What is said, what a strict server answers, and what a client may conclude from it is the protocol's own, and in the tests of its package.
package sessiontest
