package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

func Make(o *filters.Options) (*filters.Filter, error) { return nil, o.Err() }
