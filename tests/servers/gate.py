#!/usr/bin/env python3
"""A gate in front of an S3 server: gate.py FOLDER SERVER [CERTIFICATE-FOLDER]

SPDX-License-Identifier: MIT

It passes requests on as they are, Host included, so that signatures stay valid, and writes its
address to FOLDER/url.  With CERTIFICATE-FOLDER, of cert.pem and key.pem, both sides speak TLS.
FOLDER/log has a line a request: METHOD TARGET STATUS, then x-amz-content-sha256 or "-".

  FOLDER/hold     has a number: so many more parts pass, the next ones wait till the file is gone;
                  FOLDER/held appears when the first of them waits
  FOLDER/silence  has a number: so many PUTs get no answer at all, and are not passed on
  FOLDER/damage   has a number: in so many bodies of PUT a byte is changed on the way

It ends with its standard input.
"""

import http.client
import http.server
import os
import ssl
import sys
import threading
import time
import urllib.parse

folder, server = sys.argv[1:3]
upstream = urllib.parse.urlsplit(server)
certificates = sys.argv[3] if len(sys.argv) > 3 else None
lock = threading.Lock()
passed = 0


def path(name):
    return os.path.join(folder, name)


def number(name):
    try:
        with open(path(name)) as file:
            return int(file.read() or 0)
    except FileNotFoundError:
        return None


def write(name, text):
    with open(path(name) + ".new", "w") as file:
        file.write(text)
    os.rename(path(name) + ".new", path(name))


def wait_at_gate():
    global passed
    with lock:
        limit = number("hold")
        passed = passed + 1 if limit is not None else 0
        if limit is None or passed <= limit:
            return
        write("held", "")
    while number("hold") is not None:
        time.sleep(0.02)
    passed = 0


def take_one(name):
    with lock:
        left = number(name)
        if not left:
            return False
        write(name, str(left - 1))
        return True


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def connect(self):
        if certificates:
            context = ssl.create_default_context(cafile=os.path.join(certificates, "cert.pem"))
            return http.client.HTTPSConnection(upstream.netloc, context=context)
        return http.client.HTTPConnection(upstream.netloc)

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.command == "PUT" and "partNumber=" in self.path:
            wait_at_gate()
        if self.command == "PUT" and take_one("silence"):
            time.sleep(3600)
        if self.command == "PUT" and body and take_one("damage"):
            body = bytes([body[0] ^ 1]) + body[1:]
        connection = self.connect()
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() != "expect":
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        payload = self.headers.get("x-amz-content-sha256", "-")
        with lock, open(path("log"), "a") as log:
            log.write("%s %s %d %s\n" % (self.command, self.path, answer.status, payload))
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else None
        self.send_header("Content-Length", length or str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = pass_on

    def log_message(self, *arguments):
        pass


class Gate(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        pass  # whoever was killed meanwhile


gate = Gate(("127.0.0.1", 0), Handler)
scheme = "http"
if certificates:
    scheme = "https"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*(os.path.join(certificates, name) for name in ("cert.pem", "key.pem")))
    gate.socket = context.wrap_socket(gate.socket, server_side=True)
threading.Thread(target=gate.serve_forever, daemon=True).start()
write("url", "%s://127.0.0.1:%d" % (scheme, gate.server_port))
sys.stdin.read()
