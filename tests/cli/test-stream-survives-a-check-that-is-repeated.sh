#!/bin/sh
# A stream that was sent is not sent again because its link needs a moment.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/public"
cat >"$here/moody.py" <<'PYTHON'
import http.server, sys
class Moody(http.server.SimpleHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Moody.asked += 1
        if Moody.asked == 1:
            self.send_error(503)
        else:
            super().do_GET()
    def log_message(self, *arguments):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), lambda *a: Moody(*a, directory=sys.argv[1]))
print(server.server_port, flush=True)
server.handle_request()
server.handle_request()
PYTHON
"$python" "$here/moody.py" "$here/public" >"$here/port" &
until [ -s "$here/port" ]; do sleep 0.05; done
status=0
cat "$file" | TWATFS_LOCAL_URL=http://127.0.0.1:$(cat "$here/port") "$twatfs" upload -p local --name s.txt - \
    >"$here/out" 2>"$here/err" || status=$?
expect_status 0
expect_err 'check: .*503.*trying again'
