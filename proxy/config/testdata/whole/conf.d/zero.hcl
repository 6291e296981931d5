smtp "least" {
  listen   = [":0"]
  upstream = upstream.legacy
}
pop3 "smallest" {
  listen   = [":0"]
  upstream = upstream.maildrop
}
