"""Sends what stands on standard input: send.py HOST PORT FROM TO [OPTION-OF-MAIL...]."""
import smtplib
import sys

host, port, sender, to, *options = sys.argv[1:]
with smtplib.SMTP(host, int(port), "client.example.org") as server:
    refused = server.sendmail(sender, [to], sys.stdin.buffer.read(), mail_options=options)
    if refused:
        sys.exit(f"refused: {refused}")
