"""Fetches what wasn't fetched yet: fetch.py HOST PORT USER PASSWORD HOME keep|delete. Each message becomes a file in HOME/mail/new."""
import poplib
import sys

host, port, user, password, home, what = sys.argv[1:]
poplib._MAXLINE = 1 << 20  # by default a line of more than 2048 octets is an error
try:
    with open(f"{home}/seen") as known:
        seen = known.read().split()
except FileNotFoundError:
    seen = []
server = poplib.POP3(host, int(port))
server.user(user)
server.pass_(password)
for line in server.uidl()[1]:
    number, uid = line.decode().split()
    if uid in seen:
        continue
    try:
        lines = server.retr(int(number))[1]
        with open(f"{home}/mail/new/{uid}", "wb") as message:
            message.writelines(line + b"\r\n" for line in lines)
        seen.append(uid)
        if what == "delete":
            server.dele(int(number))
    except poplib.error_proto as refusal:
        print(refusal)
server.quit()
with open(f"{home}/seen", "w") as known:
    known.write("\n".join(seen))
