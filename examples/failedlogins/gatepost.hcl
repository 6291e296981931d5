# Who fails to log in is noted, before the submission port and before the mailboxes.
upstream "old" { servers = ["127.0.0.1:10587"] }
upstream "maildrop" { servers = ["127.0.0.1:10110"] }

smtp "submission" {
  listen   = ["127.0.0.1:2587"]
  upstream = upstream.old
  filters {
    plugin "failedlogins" { source = "failedlogins.go" }
  }
}

pop3 "mailbox" {
  listen   = ["127.0.0.1:1110"]
  upstream = upstream.maildrop
  filters {
    plugin "failedlogins" { source = "failedlogins.go" }
  }
}
