upstream "legacy" {
  servers  = ["10.0.0.11:25", "[2001:db8::1]:25", "mx.example.org:25"]
  balance  = "least_conn"
  connect  = "1s"
  greet    = "2s"
  reply    = "3s"
  security = "none"
}

journal {
  dir        = "records"
  record     = "headers"
  sync       = false
  sync_every = "2s"
}

upstream "maildrop" { servers = ["10.0.0.11:110"] }
