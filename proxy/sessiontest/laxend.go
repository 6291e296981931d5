package sessiontest

import "strings"

// FalseEnds are a dot between any two line ends that some reader takes for one, but for those that hold CRLF.CRLF and so are an end.
func FalseEnds() (all []string) {
	ends := []string{"\n", "\r", "\r\n", "\r\r\n"}
	for _, before := range ends {
		for _, behind := range ends {
			if end := before + "." + behind; !strings.Contains(end, "\r\n.\r\n") {
				all = append(all, end)
			}
		}
	}
	return all
}

// LaxEnd is where the dot stands in content that the laxest of readers takes for its end: one by itself, with CR or LF on both sides, or with
// nothing before it. -1: nowhere.
func LaxEnd(content string) int {
	const lineEnds = "\r\n"
	for at, b := range []byte(content) {
		if b != '.' || at > 0 && !strings.Contains(lineEnds, content[at-1:at]) {
			continue
		}
		if at+1 < len(content) && strings.Contains(lineEnds, content[at+1:at+2]) {
			return at
		}
	}
	return -1
}
