# What "gatepost run" serves without a file: something to try. Its upstreams are the two sides of a mail server within the
# program, whose ports are put in at the start; it keeps mail in memory and delivers nowhere.

hostname = "gatepost.example.org"

upstream "embedded" { servers = ["127.0.0.1:25"] }
upstream "maildrop" { servers = ["127.0.0.1:110"] }

smtp "try" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.embedded

  filters {
    relay {
      domains       = ["example.org"] # mail for these is welcome
      authenticated = true            # who has logged in may send anywhere
    }
  }
}

pop3 "fetch" {
  listen   = ["127.0.0.1:1110"]
  upstream = upstream.maildrop

  filters {
    header_log { names = ["From", "Subject"] } # of each message that is fetched
    rate_limit {                               # against guessing
      key   = "client.ip"
      count = "failed_logins"
      limit = "5/10m"
    }
  }
}
