package gate

// keep holds a script against the rules.
func (s *sources) keep(rules Rules, c *checked) {}
