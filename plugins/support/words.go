package support

// Words are the elements of a list for package fmt, each worded by a function of the script.
func (r *Runtime) Words(n int, text func(int) string) any {
	list := make([]word, n)
	for i := range list {
		list[i] = word{text, i}
	}
	return list
}

type word struct {
	text func(int) string
	i    int
}

func (w word) String() string { return w.text(w.i) }
