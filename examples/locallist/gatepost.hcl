# The file senders names those whose mail we don't take.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "locallist" {
      source  = "locallist.go"
      options = { senders = "senders" }
    }
  }
}
