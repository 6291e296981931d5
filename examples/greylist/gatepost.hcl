# A stranger's first try waits five minutes.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "greylist" {
      source  = "greylist.go"
      grant   = ["store"]
      options = { wait = "5m" }
    }
  }
}
