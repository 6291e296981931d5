package support

// Tree is an error with all that it wraps, in the order in which package errors looks at them.
func (r *Runtime) Tree(err error) []error {
	if err == nil {
		return nil
	}
	all := []error{err}
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		all = append(all, r.Tree(err.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			all = append(all, r.Tree(e)...)
		}
	}
	return all
}
