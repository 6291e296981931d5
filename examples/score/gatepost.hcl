# Five points are too many.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "score" {
      source  = "score.go"
      options = { refuse_at = 5 }
    }
  }
}
