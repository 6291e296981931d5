# A gate for the mail that a network sends. The machines of the LAN, and nobody else, may send anywhere, as our own senders only
# where DNS knows the domain, and none of them more than a person would: a machine that was taken over can't make us a source of junk.

hostname = "smtp.example.org"

upstream "smarthost" {
  servers = ["127.0.0.1:10025"]
}

smtp "lan" {
  listen   = ["[::]:587"]
  upstream = upstream.smarthost

  filters {
    relay {
      networks      = ["192.0.2.0/24", "2001:db8::/64"]
      authenticated = false
    }
    sender_domain {}
    rate_limit "recipients" {
      key   = "client.ip"
      count = "recipients"
      limit = "500/1h"
      burst = 100
    }
    header_log { names = ["From", "Subject", "Message-ID"] }
  }
}
