hostname = "gate.example.org"

dns { servers = [env("DNS")] }

upstream "server" { servers = [env("UPSTREAM")] }

smtp "gate" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.server

  filters {
    sender_domain {}
  }
}
