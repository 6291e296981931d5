smtp "least" {
  listen     = [":0"]
  upstream   = upstream.legacy
  open_relay = true
}
pop3 "smallest" {
  listen   = [":0"]
  upstream = upstream.maildrop
}
