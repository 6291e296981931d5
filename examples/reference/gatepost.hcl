# Every name that the configuration knows in this version, with its default unless said otherwise. Durations are "3s", sizes "50MiB".
# file("path") and env("NAME") and credential("name") stand for text from elsewhere; relative paths count from this file's folder.

hostname = "mx1.example.org" # what the gateway calls itself; default: the machine's name
include  = []                # more files: ["conf.d/*.hcl"]
drain    = "30s"             # how long a reload or a shutdown waits for open transactions

hold {                # content that filters want to see before they decide
  memory = "256KiB"   # of one message; more goes to an unlinked file
  dir    = "/var/tmp" # default: the system's
  total  = "4GiB"     # of all; when it is full, DATA hears 452 4.3.1
}

dns {
  servers = ["127.0.0.1:53"] # default: those of /etc/resolv.conf
  timeout = "2s"             # of one lookup, retries included
  cache   = 20000            # entries, each for its record's time to live
}

journal {                                  # default: none is kept
  dir        = "/var/lib/gatepost/journal" # made if it isn't there; one gatepost uses it, and nobody else writes there
  record     = "envelope"                  # the dialogue without contents; "headers" keeps header blocks too, "none" nothing
  sync       = false                       # true: on disk before the client hears that its mail is taken
  sync_every = "1s"                        # how often it is brought to disk, instead of sync; default: when the system does so
}

# What fronts show is in comments, because there are no such files here:
#
# tls "public" {
#   certificate = "fullchain.pem"       # with those that lead to its authority; read again when it changes, as the key is
#   key         = credential("tls.key") # or a path: "privkey.pem"
#   client_ca   = "clients.pem"         # clients may show certificates of these authorities; default: they are asked for none
# }
#
# tls "issued" {
#   acme {                                  # an authority issues the certificate
#     names     = ["mx1.example.org"]       # a certificate each; who asks for another name is shown the first
#     agreed    = true                      # to the authority's terms
#     email     = "postmaster@example.org"  # default: none
#     directory = "https://acme-v02.api.letsencrypt.org/directory"
#     ca        = "house.pem"               # by which an authority within the house is trusted; default: those of the system
#     storage   = "/var/lib/gatepost/acme"  # of the account, the certificates and their keys
#     challenge = "http"                    # the authority comes to port 80; "tls-alpn": to port 443
#     listen    = "[::]:80"                 # where it is answered, only while it looks; default: all addresses, at that port
#   }
# }

upstream "legacy" {
  servers    = ["127.0.0.1:10025", "127.0.0.1:10026"]
  balance    = "first" # the others are spares; or "round_robin", "least_conn"
  connect    = "5s"    # of one server; then the next is tried
  greet      = "30s"   # wait for its greeting
  reply      = "5m"    # wait for a reply
  security   = "none"  # "starttls-if-offered"; "starttls" and "tls" (from the first byte) are never without
  verify     = true    # its certificate; false: whoever is between can read and change all mail
  legacy_tls = false   # true: TLS 1.0 and 1.1 towards an old server

  # ca          = "ca.pem"         # the authorities that its certificate may be from; default: those of the system
  # server_name = "mx.example.org" # in its certificate; default: the host of servers
  # certificate = "client.pem"     # that we show it; default: none
  # key         = "client.key"
}

upstream "maildrop" { servers = ["127.0.0.1:10110"] } # a server speaks one protocol: fronts of the other need another upstream

smtp "inbound" {
  listen                  = ["127.0.0.1:2525", "[::1]:2525"] # "[::]:25" listens on IPv4 too
  upstream                = upstream.legacy
  greeting                = "upstream" # its greeting passes; "own": greet ourselves, connect when needed, reuse connections
  bare_newline            = "refuse"   # "normalise" only for clients that you trust: a bare LF becomes CRLF
  max_size                = "50MiB"    # of one message
  max_recipients          = 1000       # of one transaction, then 452
  max_sessions            = 10000      # more hear 421
  max_sessions_per_client = 200        # by address
  errors                  = 20         # of one session, then 421
  pregreet                = "allow"    # a client that talks before the greeting; "refuse": 554
  require_tls             = false      # true: no MAIL and no AUTH before STARTTLS
  downgrade               = false      # true: 8-bit messages become 7-bit for a server without 8BITMIME, or are refused where that can't be done
  auth                    = []         # mechanisms to offer although they can wrap the connection: GSSAPI, DIGEST-MD5, KERBEROS_V4
  open_relay              = false      # true: served even if strangers could send anywhere, or no relay filter keeps them from it; on loopback it always is

  # starttls = tls.public # or [tls.public, tls.issued]: the client's SNI chooses; default: not offered
  # tls      = tls.public # TLS from the first byte, for a front of its own

  timeouts {        # of the client's side; RFC 5321, section 4.5.3.2 has the floor
    command  = "5m" # one command line
    data     = "3m" # each 4 KiB of content
    end_data = "8m" # from the end of content to its reply, under the client's ten minutes
    session  = "1h"
  }

  filters {            # commands and content top to bottom, replies bottom to top; the first verdict that isn't Pass wins
    on_error = "defer" # for all below: a filter that fails makes 451; or "pass", "refuse"

    relay {
      domains       = ["example.org", "example.net"]    # we are the destination; domains_file names a file with one a line
      networks      = ["192.0.2.0/24", "2001:db8::/64"] # may send anywhere
      authenticated = true                              # so may who has logged in
      on_error      = "defer"                           # each filter has these three
      deadline      = "5s"
      mode          = "enforce" # "shadow": it runs, is logged as "would have", and changes nothing
    }
    sender_domain {
      unresolved = "defer"  # what DNS doesn't tell; or "refuse", "pass"
      missing    = "refuse" # no such domain, or mail to it leads nowhere; or "defer", "pass"
      null_mx    = "refuse" # it says that it takes no mail (RFC 7505); or "pass"
    }
    rate_limit "per-network" {
      key   = "client.network" # client.ip, login, sender, sender.domain, recipient, recipient.domain
      count = "messages"       # connections, recipients, bytes, failed_logins; this, key and limit have no default
      limit = "60/1m"
      burst = 20 # how many at once; default: the number of limit
    }
    plugin "greylist" {                     # a filter of one's own
      source    = "../greylist/greylist.go" # or a folder with the files of one package
      grant     = ["store"]                 # and "dns": what it may use beyond its session; default: nothing
      isolation = "none"                    # it runs in the gate's own process
      options   = { wait = "5m" }           # the plugin's own
    }
    mime_rewrite {
      signed         = "skip"             # S/MIME and PGP mail keeps header, subject and text; or "rewrite", "refuse"; drop and strip always apply
      unreadable     = "refuse"           # a message that can't be examined; or "on_error"
      ambiguous      = "hiding"           # refuse what can hide a part from drop; or "pass", or "refuse" for all that readers take apart in different ways
      active_content = "keep"             # or "strip": of HTML stays what can't do anything
      domains        = ["example.org"]    # not from outside, by MAIL, in POP3 by From; default: none
      networks       = ["192.0.2.0/24"]   # not from outside; default: none. Nor is who has logged in

      drop {                                           # several may be there; the first that is about a part counts
        type         = ["application/x-msdownload"]    # declared or detected
        detected     = ["application/x-ms-shortcut"]   # by its first octets only
        name         = ["*.exe", "*.scr"]              # every reading of it, in any case
        members      = ["*.exe", "*.scr"]              # names in zip archives
        unlisted     = "drop"                          # an archive that can't be listed; or "keep"
        size         = 0                               # only parts of more octets; default: any
        replace_with = "removed.txt"                   # default: nothing comes in its place
        text         = "An attachment was removed.\n" # default: name, type and SHA-256
      }
      rename { # as drop
        name   = ["*.js", "*.vbs"]
        append = ".txt"
      }
      header {
        set            = { "X-Gateway" = "mx1" }
        add            = { "X-Seen" = "yes" }
        remove         = ["X-Mailer"]
        prefix_subject = "[external] " # of mail from outside
      }
      banner {
        text = "This message comes from outside.\n" # file("banner.txt") reads a file
        html = "<p>This message comes from outside.</p>"
        when = "external" # or "always"
      }
    }
    header_log { names = ["From", "To", "Subject", "Date", "Message-ID"] } # findings in the journal and the log
  }
}

pop3 "mailbox" {
  listen                  = ["127.0.0.1:1110", "[::1]:1110"]
  upstream                = upstream.maildrop
  max_size                = "50MiB"  # of one message that filters look at; a larger one passes as on_error says
  max_sessions            = 10000    # more hear -ERR
  max_sessions_per_client = 200      # by address
  errors                  = 20       # of one session, then it is closed
  require_tls             = false    # true: no login before STLS
  refused                 = "notice" # what a client gets in the place of a message that a filter refuses; or "error": -ERR, at which many stop
  auth                    = []       # as above

  # starttls = tls.public # as above, and so is tls

  timeouts {        # of the client's side
    command = "10m" # one command line (RFC 1939, section 3)
    session = "2h"
  }

  filters { # relay and sender_domain have nothing to decide here
    rate_limit "guessing" {
      key   = "client.ip"
      count = "failed_logins" # or connections, bytes
      limit = "5/10m"
    }
    mime_rewrite {
      domains = ["example.org"] # whose mail isn't from outside, by From

      drop { name = ["*.exe"] }
      header { prefix_subject = "[external] " }
    }
    header_log { names = ["From", "Subject"] } # of each message that is fetched
  }
}
