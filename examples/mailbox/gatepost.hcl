# Before a POP3 server: who guesses passwords is slowed down and sent away, and whose mail is fetched is on record.

upstream "maildrop" { servers = ["127.0.0.1:10110"] }

pop3 "mailbox" {
  listen   = ["[::]:110"]
  upstream = upstream.maildrop
  refused  = "notice" # what stands in the place of a message that a filter refuses; "error": -ERR, at which most clients stop

  filters {
    rate_limit "guessing" {
      key   = "client.ip"
      count = "failed_logins"
      limit = "5/10m"
    }
    header_log { names = ["From", "Subject"] }
  }
}

journal {
  dir    = "/var/lib/gatepost/journal"
  record = "headers"
}
