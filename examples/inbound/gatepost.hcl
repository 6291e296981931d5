# A gate before a mail server that is too old to defend itself. The server listens on loopback, the gate where the
# world knocks. Mail for our domains passes, our own network and whoever logs in may send anywhere, nobody else may; who
# comes too often, or from a domain that isn't there, waits outside. Every dialogue is on record.

hostname = "mx1.example.org"

upstream "legacy" {
  servers = ["127.0.0.1:10025"]
}

smtp "inbound" {
  listen   = ["[::]:25"]
  upstream = upstream.legacy
  max_size = "50MiB"

  filters {
    rate_limit "connections" {
      key   = "client.ip"
      count = "connections"
      limit = "30/1m"
    }
    rate_limit "guessing" {
      key   = "client.network"
      count = "failed_logins"
      limit = "10/10m"
    }
    relay {
      domains  = ["example.org", "example.net"]
      networks = ["192.0.2.0/24", "2001:db8::/64"] # for programs on this machine add "127.0.0.0/8", "::1/128"
    }
    sender_domain {
      mode = "shadow" # after a week ask gatepost journal shadow --config /etc/gatepost.hcl --since 7d; then take this line out
    }
    header_log { names = ["From", "To", "Subject", "Date", "Message-ID"] }
  }
}

journal {
  dir    = "/var/lib/gatepost/journal"
  record = "headers"
}
