"""WebDAV servers (RFC 4918): as Apache's mod_dav answers, as run; and others that differ from it.

Strict where a client may be at fault: a folder's address ends in a slash, MKCOL has no body, PROPFIND says how deep.
"""
import base64
import email.utils
import time

from hosts.base import Host, Refused
from wire import Answer

ROOT = "/dav/"
LISTING = '<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:"><D:response><D:href>{0}</D:href>' \
          "<D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop>" \
          "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>\n"


def parent(path):
    return path.rstrip("/").rpartition("/")[0] + "/"


class WebDav(Host):
    kind = "webdav"
    takes_chunked = True
    user = None                 # "user:password"
    challenge = 'Basic realm="files"'
    asks_readers = True         # reading needs the password as well
    heeds_conditions = True
    makes_parents = False       # PUT makes the folders that are missing
    lists = True                # knows PROPFIND

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.folders = {"/", ROOT}

    def refusal(self, request):
        return self.denied(request) or super().refusal(request)

    def denied(self, request):
        reads = request.method in ("GET", "HEAD") and not self.asks_readers
        if self.user is None or reads:
            return None
        wanted = "Basic " + base64.b64encode(self.user.encode()).decode()
        if request.header("authorization") == wanted:
            return None
        answer = self.says(401)
        answer.headers.append(("WWW-Authenticate", self.challenge))
        return answer

    def below(self, path):
        """The folder that it is to be in is there."""
        if not path.startswith(ROOT) or path == ROOT:
            raise Refused(403, "outside of the folder")
        if parent(path) not in self.folders:
            raise Refused(409, "the folder above is missing")

    def on_put(self, exchange):
        request = exchange.request
        path, there = request.path, self.find(request.path)
        condition = request.header("if-none-match")
        if condition not in (None, "*"):
            raise Refused(400, "If-None-Match: not *")
        if path.endswith("/") or path + "/" in self.folders:
            raise Refused(405, "a folder")
        if self.makes_parents:
            folder = parent(path)
            while folder not in self.folders:
                self.folders.add(folder)
                folder = parent(folder)
        self.below(path)
        if there and condition and self.heeds_conditions:
            raise Refused(412, "it is there")
        file = self.store(exchange, path, request.content)
        file.written = time.time()
        return Answer(204) if there else Answer.text(201, "Created\n", ("Location", file.url))

    def on_mkcol(self, exchange):
        path = exchange.request.path
        if exchange.request.content.size:
            raise Refused(415, "a body")
        if not path.endswith("/"):
            raise Refused(400, "a folder without a slash at its end")
        if path in self.folders or self.find(path[:-1]):
            raise Refused(405, "it is there")
        self.below(path)
        self.folders.add(path)
        return Answer.text(201, "Created\n")

    def on_propfind(self, exchange):
        if not self.lists:
            return self.says(405)
        if exchange.request.header("depth") not in ("0", "1"):
            raise Refused(403, "Depth: neither 0 nor 1")
        if exchange.request.path not in self.folders:
            return self.says(404)
        return Answer.text(207, LISTING.format(exchange.request.path), kind="application/xml; charset=utf-8")

    def on_delete(self, exchange):
        file = exchange.file = self.find(exchange.request.path)
        if not file:
            return self.says(404)
        file.gone = True
        return Answer(204)

    def download(self, exchange):
        request = exchange.request
        if request.path in self.folders:
            return self.says(403)
        if request.path + "/" in self.folders:
            return Answer.text(301, "Moved\n", ("Location", f"{self.url}{request.path}/"))
        answer = super().download(exchange)
        if exchange.file:
            written = email.utils.formatdate(exchange.file.written, usegmt=True)
            answer.headers.append(("Last-Modified", written))
        return answer


class PrivateWebDav(WebDav):
    """As most are: nothing without a password."""
    kind = "webdav-private"
    user = "ann:open sesame"


class PublicWebDav(PrivateWebDav):
    """Anyone may read."""
    kind = "webdav-public"
    asks_readers = False


class DigestWebDav(PrivateWebDav):
    """A password that is never sent (RFC 7616)."""
    kind = "webdav-digest"
    user = "ann:never sent"
    challenge = 'Digest realm="files", nonce="5TIL3vzS", qop="auth"'


class CarelessWebDav(WebDav):
    """nginx's own module, as run: no conditions, no PROPFIND."""
    kind = "webdav-careless"
    heeds_conditions = False
    makes_parents = True
    lists = False
