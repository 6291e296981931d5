# A gate that only passes on: no filters.

upstream "server" { servers = ["127.0.0.1:25"] }

smtp "front" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.server
}
