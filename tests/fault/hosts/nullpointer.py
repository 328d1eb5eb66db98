"""0x0.st (0x0: fhost.py as run in 2026, with the live site's limits and filters)."""
import mimetypes
import pathlib
import re
import string
import time

from hosts.base import FormHost, Refused
from wire import Answer

MAX_EXTENSION = 9
EPOCH_FLOOR = 1650460320000     # an `expires` below it is in hours, from it on in epoch milliseconds
MIN_DAYS, MAX_DAYS = 30, 365
TOKEN_ALPHABET = string.ascii_letters + string.digits + "-_"

# What libmagic calls executables, archives and data that the host refuses. EB 00 is why test data should not be random.
REFUSED_MAGIC = (b"MZ", b"\x7fELF", b"Rar!\x1a\x07", b"\x89HDF", b"\xeb\x00")

SEGFAULT = "Segmentation fault\n"
NOT_FOUND = """<!DOCTYPE html>
<html><head><title>404</title></head><body><pre>
Process 1337 stopped
* thread #1: tid = 1337, 0x00007f2d04049a38, name = 'fhost', stop reason = invalid address (fault address: 0x30)
    frame #0: 0x00007f2d04049a38 fhost`get(path='/') + 27 at fhost.c:139
   136   get(SrvContext *ctx, const char *path)
   137   {
   138       StoredObj *obj = ctx-&gt;store-&gt;query(shurl_debase(path));
-&gt; 139       switch (obj-&gt;type) {
   140           case ObjTypeFile:
   141               ctx-&gt;serve_file_id(obj-&gt;id);
   142               break;
(lldb) q</pre></body></html>
"""


def mebibytes(size):
    return f"{size / (1 << 20):.1f} MiB"


class NullPointer(FormHost):
    kind = "0x0"
    limit = 512 << 20
    several_files = True        # only the first is stored
    text_fields = {"secret": ".*", "expires": "-?[0-9]+", "token": ".*", "delete": ".*"}
    words = {400: SEGFAULT, 403: "User agent not allowed.\n", 404: NOT_FOUND, 415: SEGFAULT, 418: "I'm a teapot\n",
             413: "Remote file too large (600.0 MiB > 512.0 MiB).", 451: "Your host is blocked from uploading files.\n"}

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.by_digest = {}

    def says(self, status):
        answer = super().says(status)
        answer.headers[0] = ("Content-Type", "text/html; charset=utf-8")
        return answer

    def phase(self, request):
        return "manage" if request.method == "POST" and request.path != "/" else super().phase(request)

    def too_large(self, size):
        text = f"Remote file too large ({mebibytes(size)} > {mebibytes(self.limit)})."
        return Answer.text(413, text, kind="text/html; charset=utf-8")

    def bad_value(self, part):
        return self.says(400)

    def announce(self, url, file):
        answer = Answer.text(200, url + "\n", kind="text/html; charset=utf-8")
        if file:
            answer.headers.append(("X-Expires", str(file.expires_ms)))
        return answer

    def find(self, path):
        # The page of a file also answers under any further name.
        shown = re.fullmatch(r"(/s/[^/]+/[^/]+|/[^/]+)(?:/[^/]+)?", path)
        return super().find(path) or (super().find(shown[1]) if shown else None)

    def download(self, exchange):
        if exchange.request.path == "/":
            return Answer.text(200, "<pre>THE NULL POINTER</pre>\n", kind="text/html; charset=utf-8")
        return super().download(exchange)

    def on_post(self, exchange):
        return self.upload(exchange) if exchange.request.path == "/" else self.manage(exchange)

    # Uploading.

    def upload(self, exchange):
        texts, part = self.fields(exchange)
        for name in ("token", "delete"):
            if name in texts:
                raise Refused(400, f"{name}: unexpected field")
        if not part:
            raise Refused(400, "file: missing", self.says(400))
        content = self.file_content(exchange, part)
        if content.cut(0, 8).read().startswith(REFUSED_MAGIC):
            raise Refused(415, "refused content type", self.says(415))
        expires_ms = self.expiry(texts.get("expires"), content.size)
        known = self.by_digest.get(part.sha256)
        if known and known.alive:
            # The same bytes again: the same URL, whatever was asked, and no token.
            known.expires_ms = max(known.expires_ms, expires_ms)
            known.expires = known.expires_ms / 1000
            exchange.file, exchange.notes["url"] = known, known.url
            return self.announce(self.seen_as(exchange, known), known)
        file = self.store(exchange, self.path_for(part, "secret" in texts), content, part.content_type, part.sha256)
        file.expires_ms, file.expires = expires_ms, expires_ms / 1000
        file.token = self.new_id(43, TOKEN_ALPHABET)
        if part.sha256:
            self.by_digest[part.sha256] = file
        answer = self.announce(self.seen_as(exchange, file), file)
        answer.headers.append(("X-Token", file.token))
        return answer

    def seen_as(self, exchange, file):
        """The URL on the host that the request named."""
        return file.url.replace(self.url.partition("://")[2], exchange.request.header("host"), 1)

    def path_for(self, part, secret):
        suffixes = pathlib.PurePath(part.filename).suffixes[-2:]
        extension = "".join(suffixes)
        if len(extension) > MAX_EXTENSION:
            extension = suffixes[-1]
        if not extension:
            kind = (part.content_type or "").partition(";")[0]
            extension = mimetypes.guess_extension(kind) or ".bin"
        name = self.new_id(4, TOKEN_ALPHABET) + extension[:MAX_EXTENSION]
        return f"/s/{self.new_id(22, TOKEN_ALPHABET)}/{name}" if secret else f"/{name}"

    def expiry(self, wanted, size):
        """Epoch milliseconds; with a fraction wherever the host's own clock comes into it."""
        now = time.time() * 1000
        longest = now + (MIN_DAYS + (MIN_DAYS - MAX_DAYS) * (size / self.limit - 1) ** 3) * 86_400_000
        if wanted is None:
            return longest
        asked = int(wanted)
        return min(longest, now + asked * 3_600_000 if asked < EPOCH_FLOOR else asked)

    # Managing.

    def manage(self, exchange):
        file = exchange.file = self.find(exchange.request.path)
        if not file:
            return self.says(404)
        texts = self.management_fields(exchange)
        if texts.get("token") != file.token:
            raise Refused(401, "bad token", Answer.text(401, "rm: cannot remove 's': Permission denied\n"))
        if "delete" in texts:
            file.gone = True
            return Answer.text(200, "", kind="text/html; charset=utf-8")
        if "expires" in texts:
            file.expires_ms = self.expiry(texts["expires"], file.content.size)
            file.expires = file.expires_ms / 1000
            return Answer.text(202, "", kind="text/html; charset=utf-8")
        raise Refused(400, "neither delete nor expires", self.says(400))

    def management_fields(self, exchange):
        texts = self.urlencoded(exchange)
        if texts is not None:
            if wrong := next((name for name in texts if name not in ("token", "delete", "expires")), None):
                raise Refused(400, f"{wrong}: unexpected field")
            return texts
        texts, part = self.fields(exchange)
        if part or "secret" in texts:
            raise Refused(400, f"{'file' if part else 'secret'}: unexpected field")
        return texts
