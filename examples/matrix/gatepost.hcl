# Only our own people write to the list of everybody.
upstream "old" { servers = ["127.0.0.1:10025"] }

smtp "in" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.old
  filters {
    plugin "matrix" {
      source = "matrix.go"
      options = {
        rules = [
          { name = "staff-to-all", from = ["*@example.org"], to = ["all@example.org"], do = "pass" },
          { name = "all", to = ["all@example.org"], do = "refuse" },
        ]
      }
    }
  }
}
