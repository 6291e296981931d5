# The content "hello", by whatever name, is taken out.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "knownhash" {
      source  = "knownhash.go"
      options = { sha256 = ["2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"] }
    }
  }
}
