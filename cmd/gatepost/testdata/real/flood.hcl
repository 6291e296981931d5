hostname = "gate.example.org"

upstream "nobody" { servers = [env("UPSTREAM")] }

smtp "gate" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.nobody
  greeting = "own"

  filters {
    rate_limit {
      key   = "client.ip"
      count = "connections"
      limit = "1/1d"
    }
  }
}
