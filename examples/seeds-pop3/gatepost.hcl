# A gate that only passes on: no filters.

upstream "maildrop" { servers = ["127.0.0.1:110"] }

pop3 "mailbox" {
  listen   = ["127.0.0.1:1110"]
  upstream = upstream.maildrop
}
