# All that this version knows.
hostname = "mx1.example.org"
include  = ["conf.d/*.hcl", "none.d/*.hcl"]

drain = "45s"

hold {
  memory = "1MiB"
  dir    = "/var/tmp"
  total  = "2GiB"
}

dns {
  servers = ["127.0.0.1:53", "::1"]
  timeout = "3s"
  cache   = 500
}

smtp "inbound" {
  listen                  = ["[::]:25", "mx1.example.org:2525"]
  upstream                = upstream.legacy
  greeting                = "own"
  bare_newline            = "normalise"
  max_size                = "10MB"
  max_sessions            = 100
  max_sessions_per_client = 10
  max_recipients          = 50
  errors                  = 5
  pregreet                = "refuse"
  open_relay              = true
  downgrade               = true
  auth                    = ["GSSAPI", "DIGEST-MD5"]

  timeouts {
    command  = "1m"
    data     = "2m"
    end_data = "9m30s"
    session  = "1d"
  }

  filters {
    on_error = "refuse"

    quota { max_rcpts = 5 }
    relay "first" {
      domains  = ["example.org", credential("token")]
      on_error = "pass"
      deadline = "1s"
      mode     = "shadow"
    }
    quota "second" {
      wait = "10${"s"}"
      rule "one" { do = "pass" }
      rule "two" {}
    }
    relay { networks = ["${file("lists/network")}"] }
  }
}

pop3 "mailbox" {
  listen                  = ["[::]:110"]
  upstream                = upstream.maildrop
  max_size                = "20MB"
  max_sessions            = 50
  max_sessions_per_client = 5
  errors                  = 3
  auth                    = ["GSSAPI"]
  refused                 = "error"

  timeouts {
    command = "11m"
    session = "3h"
  }

  filters {
    on_error = "pass"

    quota { max_rcpts = 2 }
  }
}
