smtp "least" {
  listen   = [":0"]
  upstream = upstream.legacy
}
