package mimerewrite

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"

	"github.com/gatepost-mail/gatepost/filters"
)

// harmless is HTML that is read and looked at, as mail has it. All sessions use it.
func harmless() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("html", "head", "title", "body", "div", "span", "p", "br", "hr", "center", "font", "wbr",
		"h1", "h2", "h3", "h4", "h5", "h6", "address", "article", "aside", "section", "header", "footer", "main", "nav", "figure", "figcaption",
		"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blockquote", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "pre", "q",
		"s", "samp", "small", "strike", "strong", "sub", "sup", "tt", "u", "var", "img")
	p.AllowNoAttrs().OnElements("a", "font", "span", "div", "main", "big", "img", "bdo")
	p.AllowLists()
	p.AllowTables()
	p.AllowStandardAttributes()
	p.AllowStyling()
	p.AllowAttrs("align", "valign", "bgcolor", "color", "face", "size", "border", "cellpadding", "cellspacing", "width", "height", "alt", "hspace",
		"vspace", "link", "vlink", "alink", "text", "nowrap", "role", "start", "type", "name").Globally()
	p.AllowStyles("color", "background-color", "font", "font-family", "font-size", "font-style", "font-weight", "font-variant", "line-height",
		"letter-spacing", "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "word-break", "word-wrap",
		"width", "height", "max-width", "max-height", "min-width", "min-height", "display", "float", "clear", "margin", "margin-top", "margin-right",
		"margin-bottom", "margin-left", "padding", "padding-top", "padding-right", "padding-bottom", "padding-left", "border", "border-top",
		"border-right", "border-bottom", "border-left", "border-color", "border-style", "border-width", "border-collapse", "border-spacing",
		"border-radius", "list-style", "list-style-type", "table-layout", "direction").Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "background").OnElements("img", "body", "table", "td", "th")
	p.RequireParseableURLs(true)
	p.AllowURLSchemes("http", "https", "mailto", "tel", "cid")
	return p
}

// judgeHTML finds what HTML can do.
func (x *examination) judgeHTML() error {
	if x.r.harmless == nil {
		return nil
	}
	for i, p := range x.parts {
		if err := x.s.Context().Err(); err != nil {
			return err
		}
		if x.dropped[i] || !isHTML(p) {
			continue
		}
		if err := x.judgeDocument(p); err != nil {
			return err
		}
	}
	return nil
}

// longestHTML is how many octets of text the whole of can be had, a last letter aside.
const longestHTML = 1<<20 - 4

// mostHTML is how many octets of HTML of one message are sanitised, which takes far longer than to read them.
const mostHTML = 2 << 20

func (x *examination) judgeDocument(p *filters.Part) error {
	octets, err := io.ReadAll(io.LimitReader(p.Reader(), longestHTML+1))
	if err != nil {
		return errUnread
	}
	text := strings.ReplaceAll(p.Text(), "\r\n", "\n")
	switch {
	case max(len(octets), len(p.Text())) > longestHTML: // there may be more of it
		return unexamined{fmt.Errorf("it has HTML of more than %d octets", longestHTML)}
	case x.html+len(octets) > mostHTML:
		return unexamined{fmt.Errorf("its HTML has more than %d octets", mostHTML)}
	case isDisguised(strings.ReplaceAll(string(octets), "\r\n", "\n"), text):
		return unexamined{errors.New("it has HTML that is active in another charset")}
	}
	x.html += len(octets)
	clean := x.r.harmless.Sanitize(text)
	if clean == text {
		return nil
	}
	if len(p.Signed()) > 0 && x.r.signed != "rewrite" {
		x.s.Note("mime_rewrite.refused", title(p)+": active content")
		return errCovered
	}
	x.willChange(func() {
		x.s.Note("mime_rewrite.stripped", title(p)+": active content")
		p.SetText(clean, "active content")
	})
	return nil
}

// isHTML tells whether a part is shown as HTML, or opened as such when it is saved. Text that only begins like it is shown as text.
func isHTML(p *filters.Part) bool {
	r := &reading{part: p}
	declared, detected := r.types()
	if _, ok := anyOf(documents, declared...); ok {
		return true
	}
	if _, ok := anyOf([]pattern{"*.htm", "*.html", "*.xhtml", "*.shtml", "*.xht"}, r.fileNames()...); ok {
		return true
	}
	_, looks := anyOf(documents, detected...)
	return looks && (len(r.names) > 0 || !slices.Contains(declared, "text/plain"))
}

var documents = []pattern{"text/html", "application/xhtml+xml"}
