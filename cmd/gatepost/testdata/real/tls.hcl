hostname = "gate.example.org"

tls "gate" {
  certificate = "DIR/cert.pem"
  key         = "DIR/key.pem"
}

upstream "mail" {
  servers = ["SMTP"] # UNDER POSTFIX
}

upstream "maildrops" {
  servers = ["POP3"] # UNDER DOVECOT
}

smtp "starttls" {
  listen      = ["STARTTLS"]
  starttls    = tls.gate
  require_tls = true
  upstream    = upstream.mail
  filters {
    relay { domains = ["example.org"] }
  }
}

smtp "smtps" {
  listen   = ["SMTPS"]
  tls      = tls.gate
  upstream = upstream.mail
  filters {
    relay { domains = ["example.org"] }
  }
}

pop3 "stls" {
  listen      = ["STLS"]
  starttls    = tls.gate
  require_tls = true
  upstream    = upstream.maildrops
}

pop3 "pop3s" {
  listen   = ["PTLS"]
  tls      = tls.gate
  upstream = upstream.maildrops
}
