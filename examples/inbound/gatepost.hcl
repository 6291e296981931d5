# A gate before a mail server that is too old to defend itself. The server listens on loopback, the gate where the
# world knocks. Mail for our domains passes, our own network and whoever logs in may send anywhere, nobody else may.

hostname = "mx1.example.org"

upstream "legacy" {
  servers = ["127.0.0.1:10025"]
}

smtp "inbound" {
  listen   = ["[::]:25"]
  upstream = upstream.legacy
  max_size = "50MiB"

  filters {
    relay {
      domains  = ["example.org", "example.net"]
      networks = ["192.0.2.0/24", "2001:db8::/64"] # for programs on this machine add "127.0.0.0/8", "::1/128"
    }
  }
}
