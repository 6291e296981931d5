hostname = "gate.example.org"

upstream "real" { servers = [env("UPSTREAM")] }

smtp "gate" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.real

  filters {
    relay { domains = ["example.org"] }
    hold { mark = true }
  }
}
