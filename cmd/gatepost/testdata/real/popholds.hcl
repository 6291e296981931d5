hostname = "gate.example.org"
drain    = "1s"

upstream "real" { servers = [env("UPSTREAM")] }

pop3 "gate" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.real

  filters {
    hold {}
  }
}
