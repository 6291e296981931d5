# An archive that can be read and not emptied.
upstream "maildrop" { servers = ["127.0.0.1:10110"] }

pop3 "archive" {
  listen   = ["127.0.0.1:1110"]
  upstream = upstream.maildrop
  filters {
    plugin "readonly" { source = "readonly.go" }
  }
}
