"""host.py: a small file host on this machine, for those who learn to write a provider.

SPDX-License-Identifier: MIT

    python3 host.py [PORT]

/form               POST a form with a file; {"link": ...}
/parts              POST begins, {"id": ...}; PUT /parts/ID?offset=N a part of the file;
                    GET /parts/ID {"received": N}; POST /parts/ID/NAME ends, {"link": ...}.
                    While a file called "broken" is in the current folder only a first part is taken.
/account/NAME       PUT the file, with "X-Token: learning"; {"link", "delete", "expires"};
                    DELETE with "X-Delete" too.  GET /account/ tells who has that token.
/files/...          GET: what was uploaded, until the program ends
"""
import email, email.policy, http.server, json, os, secrets, sys, time, urllib.parse

files, parts, deletes = {}, {}, {}


class Host(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, content):
        body = content if isinstance(content, bytes) else json.dumps(content).encode() + b"\n"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def keep(self, name, content):
        path = f"/files/{secrets.token_hex(4)}/{urllib.parse.quote(name, safe='')}"
        files[path] = content
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def take_form(self):
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = email.message_from_bytes(head + self.body(), policy=email.policy.HTTP)
        for part in form.iter_parts():
            if part.get_param("name", header="content-disposition") == "file":
                return self.answer(200, {"link": self.keep(part.get_filename(), part.get_payload(decode=True))})
        self.answer(400, {"error": "no file in the form"})

    def take_part(self, name, offset):
        content = self.body()
        if offset > 0 and os.path.exists("broken"):
            return self.answer(503, {"error": "something is broken here"})
        if offset > len(parts[name]):
            return self.answer(409, {"error": "a part is missing before this one"})
        parts[name][offset:] = content
        self.answer(200, {"received": len(parts[name])})

    def take_from_account(self, name):
        token = secrets.token_hex(8)
        link = self.keep(name, self.body())
        deletes[token] = urllib.parse.urlsplit(link).path
        expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))
        self.answer(201, {"link": link, "delete": token, "expires": expires})

    def dispatch(self):
        url = urllib.parse.urlsplit(self.path)
        words = [urllib.parse.unquote(word) for word in url.path.split("/")[1:]]
        method, place, words = self.command, words[0], words[1:]
        if place == "files" and method in ("GET", "HEAD") and url.path in files:
            return self.answer(200, bytes(files[url.path]))
        if place == "form" and method == "POST":
            return self.take_form()
        if place == "parts" and method == "POST" and not words:
            name = secrets.token_hex(4)
            parts[name] = bytearray()
            return self.answer(201, {"id": name})
        if place == "parts" and words and words[0] in parts:
            if method == "PUT":
                return self.take_part(words[0], int(urllib.parse.parse_qs(url.query)["offset"][0]))
            if method == "POST":
                return self.answer(201, {"link": self.keep(words[1], parts.pop(words[0]))})
            if method == "DELETE":
                del parts[words[0]]
                return self.answer(200, {})
            return self.answer(200, {"received": len(parts[words[0]])})
        if place == "account" and self.headers["X-Token"] != "learning":
            self.body()
            return self.answer(401, {"error": "who are you?"})
        if place == "account" and method == "GET":
            return self.answer(200, {"user": "learner"})
        if place == "account" and method == "PUT":
            return self.take_from_account(words[0])
        if place == "account" and method == "DELETE" and self.headers["X-Delete"] in deletes:
            del files[deletes.pop(self.headers["X-Delete"])]
            return self.answer(200, {})
        self.body()
        self.answer(404, {"error": "nothing here"})

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = dispatch


port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
http.server.ThreadingHTTPServer(("127.0.0.1", port), Host).serve_forever()
