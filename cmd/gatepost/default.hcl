# What "gatepost run" serves without a file: something to try. Its upstream is a mail server within the program, whose
# port is put in at the start; it keeps mail in memory and delivers nowhere.

hostname = "gatepost.example.org"

upstream "embedded" { servers = ["127.0.0.1:25"] }

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
