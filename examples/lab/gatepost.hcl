# A set-up for trying a policy before it counts: everything is in shadow, so the gate changes nothing, and the journal beside
# this file says what it would have done. It is counted by: gatepost journal shadow --config gatepost.hcl

hostname = "lab.example.org"

upstream "server" {
  servers = ["127.0.0.1:2526"]
}

smtp "lab" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.server

  filters {
    relay {
      domains = ["example.org"]
      mode    = "shadow"
    }
    sender_domain { mode = "shadow" }
    rate_limit "messages" {
      key   = "client.ip"
      count = "messages"
      limit = "1/10m"
      mode  = "shadow"
    }
    header_log {}
  }
}

journal {
  dir    = "journal"
  record = "headers"
}
