package quota

import (
	"github.com/gatepost-mail/gatepost/filters"
)

func New() *filters.Filter { return nil }
