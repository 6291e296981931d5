package message

import "io"

// part is a leaf as one hook has it.
type part struct {
	n     *node
	own   *Header
	size_ int64
}

type node struct{ media string }

func (n *node) signed() []string                       { return nil }
func (p *part) head() *Header                          { return p.own }
func (p *part) detected() string                       { return "" }
func (p *part) names() []string                        { return nil }
func (p *part) attachment() bool                       { return false }
func (p *part) size() int64                            { return 0 }
func (p *part) sum() string                            { return "" }
func (p *part) text() string                           { return "" }
func (p *part) reader() io.Reader                      { return nil }
func (p *part) setText(text, why string)               {}
func (p *part) rename(name, why string)                {}
func (p *part) remove(why string)                      {}
func (p *part) replace(name, typ, content, why string) {}
func (p *part) insert(before bool, name, typ, content, why string) {
}
