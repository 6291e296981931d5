# What comes from the world has no programs in it, packed or not, and says where it comes from. Our own mail, by network or login,
# has no mark, and no programs either. Before this, relay or the server behind decides who may send what to whom.

hostname = "mx1.example.org"

upstream "legacy" { servers = ["127.0.0.1:10025"] }

smtp "inbound" {
  listen   = ["[::]:25"]
  upstream = upstream.legacy
  max_size = "50MiB"

  filters {
    relay {
      domains  = ["example.org"]
      networks = ["192.0.2.0/24", "2001:db8::/64"]
    }
    mime_rewrite {
      networks = ["192.0.2.0/24", "2001:db8::/64"]

      drop {
        type         = ["application/x-msdownload", "application/x-ms-installer", "application/x-ms-shortcut"] # whatever they are called
        name         = ["*.exe", "*.scr", "*.com", "*.pif", "*.bat", "*.cmd", "*.msi", "*.lnk", "*.hta", "*.js", "*.jse", "*.vbs", "*.vbe", "*.wsf", "*.iso", "*.img"]
        members      = ["*.exe", "*.scr", "*.com", "*.pif", "*.bat", "*.cmd", "*.msi", "*.lnk", "*.hta", "*.js", "*.jse", "*.vbs", "*.vbe", "*.wsf", "vbaProject.bin"]
        replace_with = "removed.txt"
      }
      header { prefix_subject = "[external] " }
      banner {
        text = "[This message comes from outside. Mind links and attachments.]\n"
        html = "<p style=\"border: 1px solid\">This message comes from outside. Mind links and attachments.</p>"
      }
    }
  }
}

# People who fetch their mail with POP3 from another server, which nobody filters.

upstream "elsewhere" { servers = ["127.0.0.1:10110"] }

pop3 "elsewhere" {
  listen   = ["127.0.0.1:110"]
  upstream = upstream.elsewhere

  filters {
    mime_rewrite {
      domains = ["example.org"]

      drop {
        type         = ["application/x-msdownload"]
        name         = ["*.exe", "*.scr"]
        members      = ["*.exe", "*.scr"]
        replace_with = "removed.txt"
      }
      header { prefix_subject = "[external] " }
    }
  }
}
