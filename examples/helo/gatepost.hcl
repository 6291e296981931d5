# Who calls itself what it can't be stays outside.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "helo" {
      source  = "helo.go"
      options = { own = ["mx1.example.org"] }
    }
  }
}
