"""Uses each front under TLS, whose certificate has to be from the authority of CA: tlsclients.py CA STARTTLS SMTPS STLS POP3S TO USER PASSWORD.

What stands on standard input is sent twice, by STARTTLS and by TLS from the first byte; each message that is there is printed, as fetched by STLS
and by TLS from the first byte.
"""
import poplib
import smtplib
import ssl
import sys

ca, starttls, smtps, stls, pop3s, to, user, password = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
host = "localhost"  # of which the certificate is
content = sys.stdin.buffer.read()

with smtplib.SMTP(host, int(starttls), "client.example.org") as server:
    try:
        server.sendmail("me@client.example.org", [to], content)
        sys.exit("mail was taken in clear")
    except smtplib.SMTPSenderRefused as refusal:
        if refusal.smtp_code != 530:
            sys.exit(f"refused in clear with {refusal}")
    server.starttls(context=context)
    server.sendmail("me@client.example.org", [to], content)
with smtplib.SMTP_SSL(host, int(smtps), "client.example.org", context=context) as server:
    server.sendmail("me@client.example.org", [to], content)


def fetch(server):
    server.user(user)
    server.pass_(password)
    for number in range(1, server.stat()[0] + 1):
        sys.stdout.buffer.write(b"\r\n".join(server.retr(number)[1]) + b"\r\n")
    server.quit()


server = poplib.POP3(host, int(stls))
try:
    server.user(user)
    sys.exit("a name was taken in clear")
except poplib.error_proto:
    pass
server.stls(context=context)
fetch(server)
fetch(poplib.POP3_SSL(host, int(pop3s), context=context))
