# A transaction has one recipient.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "maxrcpts" {
      source  = "maxrcpts.go"
      options = { max = 1 }
    }
  }
}
