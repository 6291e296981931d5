package quota

import . "github.com/gatepost-mail/gatepost/filters"

func New(o *Options) (*Filter, error) { return nil, o.Err() }
