# Two lists are asked about each client.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "dnslist" {
      source  = "dnslist.go"
      grant   = ["dns"]
      options = { zones = ["down.list.example", "bad.list.example"] }
    }
  }
}
