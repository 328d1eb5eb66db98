#!/bin/sh
# test.sh: upload a file through the provider $MODULE to a host of the test's own.
#
# SPDX-License-Identifier: MIT
#
# Needs twatfs (or $TWATFS) and python3; without one it is skipped, which is exit status 77.
# twatfs-provider-check, where it is installed, says first how the module is linked, and what it does
# with a host that answers badly.
set -eu

twatfs=${TWATFS:-twatfs}
for program in "$twatfs" python3; do
    command -v "$program" >/dev/null || { echo "SKIP: no $program"; exit 77; }
done
work=$(mktemp -d)
host=
trap 'test -z "$host" || kill "$host"; rm -rf "$work"' EXIT

# The host: it wants a token, keeps what is PUT, and answers with the link.
python3 - "$work/port" <<'PYTHON' &
import http.server, os, sys

files = {}


class Host(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["X-Token"] != "the-token-of-the-test":
            return self.answer(403, b"who are you?\n")
        files[self.path] = body
        self.answer(201, f"http://127.0.0.1:{server.server_port}{self.path}\n".encode())

    def do_GET(self):
        self.answer(200 if self.path in files else 404, files.get(self.path, b"no such file\n"))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
with open(sys.argv[1] + ".new", "w") as file:
    print(server.server_port, file=file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
PYTHON
host=$!
while [ ! -e "$work/port" ]; do
    kill -0 "$host"
    sleep 0.1
done
TWATFS_EXAMPLE_URL=http://127.0.0.1:$(cat "$work/port")/
export TWATFS_EXAMPLE_URL

# twatfs loads nothing from where others may write.
mkdir -m 755 "$work/providers"
cp "$MODULE" "$work/providers/twatfs-provider-example.so"
chmod 755 "$work/providers/twatfs-provider-example.so"

if command -v twatfs-provider-check >/dev/null; then
    twatfs-provider-check "$work/providers/twatfs-provider-example.so"
fi

upload() {
    HOME=$work "$twatfs" upload --no-memory --plugin-dir "$work/providers" -p example "$work/a file.txt"
}

# twatfs prints a link only after it has got the same bytes back.
echo "A file of the test." >"$work/a file.txt"
link=$(EXAMPLE_TOKEN=the-token-of-the-test upload)
[ "$link" = "${TWATFS_EXAMPLE_URL}a%20file.txt" ] || { echo "FAIL: the link is $link"; exit 1; }

if EXAMPLE_TOKEN=another-token upload 2>"$work/err"; then
    echo "FAIL: a wrong token was taken"
    exit 1
fi
grep -q 'EXAMPLE_TOKEN is not known' "$work/err" || { cat "$work/err"; exit 1; }
echo "ok"
