package plugins

// Notice is something that befalls a plugin as a whole. What it means for a session is a [Failure], which the chain reports.
type Notice uint8

// The notices.
const (
	InstanceEnded Notice = iota // because a call in it didn't end; why is the error
	CallStuck                   // it outlived its deadline and can't be ended, whence the error
	OutOfService                // so many are stuck that all further calls fail
	InService                   // one of them has come back, so that calls are made again
)

// Tell lets told hear of what befalls the plugin, from any goroutine, with the error that is behind it, if there is one. It is called before
// New, once.
func (p *Plugin) Tell(told func(Notice, error)) { p.told = told }

// notice tells whoever wants to hear.
func (p *Plugin) notice(n Notice, err error) {
	if p.told != nil {
		p.told(n, err)
	}
}

// stuck counts a call that can't be ended.
func (p *Plugin) stuck(why error) {
	if int(p.counts.stuck.Add(1)) == p.limits.Stuck {
		p.notice(OutOfService, ErrOutOfService)
		return
	}
	p.notice(CallStuck, why)
}

// unstuck counts one that has come back after all.
func (p *Plugin) unstuck() {
	if int(p.counts.stuck.Add(-1)) == p.limits.Stuck-1 {
		p.notice(InService, nil)
	}
}
