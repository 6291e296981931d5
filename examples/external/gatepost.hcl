# Mail from outside says so in its subject.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "external" {
      source  = "external.go"
      options = { domains = ["example.org"] }
    }
  }
}
