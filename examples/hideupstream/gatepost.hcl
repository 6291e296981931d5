# Nobody learns what runs behind.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "hideupstream" {
      source  = "hideupstream.go"
      options = { name = "mx1.example.org" }
    }
  }
}
