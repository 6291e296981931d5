package quota

import "./../secret"

var _ = secret.Key
