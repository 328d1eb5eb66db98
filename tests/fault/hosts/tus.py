"""Servers of the resumable upload protocol (tus 1.0.0, 2016-03), with all its extensions, and with few.

Strict in what the protocol says a client MUST do; statuses are those of @tus/server 1.10 and tusd 2, as run, and of
the protocol where these lack an extension.
"""
import base64
import email.utils
import hashlib
import re
import threading
import time

from content import Content
from hosts.base import Host, Refused
from wire import Answer

VERSION = "1.0.0"
FOLDER = "/files/"
CHECKSUM_MISMATCH = 460


class Upload:
    def __init__(self, length, metadata, part=False):
        self.length, self.metadata, self.part = length, metadata, part    # length None: not told yet
        self.content = Content()
        self.lock = threading.Lock()

    @property
    def whole(self):
        return self.length is not None and self.content.size == self.length


def number(request, name):
    """A header's number; None without it."""
    text = request.header(name)
    if text is not None and not re.fullmatch("[0-9]{1,18}", text):
        raise Refused(400, f"{name}: no number")
    return None if text is None else int(text)


class Tus(Host):
    kind = "tus"
    takes_chunked = True
    extensions = ("creation", "creation-with-upload", "creation-defer-length", "termination", "checksum", "expiration",
                  "concatenation")
    algorithms = ("sha1", "sha256")
    version = VERSION
    discovers = True            # answers OPTIONS
    token = None                # of whoever may come
    shown = FOLDER              # where GET finds what is whole
    words = {460: "Checksum mismatch\n", 423: "Upload is locked\n", 410: "The file for this url no longer exists\n"}

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.uploads = {}       # id: Upload

    def location(self, name):
        return self.url + FOLDER + name

    def announce(self, url, file):
        return Answer(201, headers=[("Location", url), ("Tus-Resumable", VERSION)])

    def refusal(self, request):
        if request.method == "GET":
            return None
        if self.token and request.header("authorization") != f"Bearer {self.token}":
            return Answer.text(401, "Unauthorized\n", ("WWW-Authenticate", "Bearer"))
        if request.method != "OPTIONS" and request.header("tus-resumable") != self.version:
            return Answer.text(412, "Precondition Failed\n", ("Tus-Version", self.version))
        return None

    def respond(self, exchange):
        if exchange.request.method == "HEAD":
            try:
                answer = self.state(exchange)
            except Refused as refused:
                answer = refused.answer
        else:
            answer = super().respond(exchange)
        if exchange.request.method != "GET":
            answer.headers.append(("Tus-Resumable", VERSION))
        return answer

    def on_options(self, exchange):
        if not self.discovers:
            return self.says(404)
        headers = [("Tus-Version", self.version), ("Tus-Extension", ",".join(self.extensions))]
        if self.limit is not None:
            headers.append(("Tus-Max-Size", str(self.limit)))
        if "checksum" in self.extensions:
            headers.append(("Tus-Checksum-Algorithm", ",".join(self.algorithms)))
        return Answer(204, headers=headers)

    def needs(self, extension):
        if extension not in self.extensions:
            raise Refused(400, f"{extension}: not offered")

    @staticmethod
    def expires():
        return "Upload-Expires", email.utils.formatdate(time.time() + 3600, usegmt=True)

    # Making uploads.

    def on_post(self, exchange):
        request = exchange.request
        if request.path != FOLDER:
            return self.says(404)
        concat = request.header("upload-concat")
        if concat and concat.startswith("final;"):
            upload = self.join(request, concat[len("final;"):].split(" "))
        else:
            upload = self.make(request, concat)
        name = self.new_id(16)
        self.uploads[name] = upload
        answer = Answer(201, headers=[("Location", self.location(name))])
        if "expiration" in self.extensions and not upload.whole:
            answer.headers.append(self.expires())
        if request.content.size:
            self.needs("creation-with-upload")
            self.add(exchange, upload)
        if request.content.size or request.header("content-type"):
            answer.headers.append(("Upload-Offset", str(upload.content.size)))
        self.finish(exchange, name, upload)
        return answer

    def make(self, request, concat):
        length, deferred = number(request, "upload-length"), request.header("upload-defer-length")
        if (length is None) == (deferred is None) or deferred not in (None, "1"):
            raise Refused(400, "neither Upload-Length nor Upload-Defer-Length, or both")
        if deferred:
            self.needs("creation-defer-length")
        if concat is not None:
            self.needs("concatenation")
            if concat != "partial":
                raise Refused(400, "Upload-Concat: neither partial nor final")
        if self.limit is not None and (length or 0) > self.limit:
            raise Refused(413, "Maximum size exceeded")
        return Upload(length, self.metadata(request), concat is not None)

    def join(self, request, urls):
        self.needs("concatenation")
        if request.header("upload-length") or request.content.size:
            raise Refused(403, "a final upload has neither a length nor bytes of its own")
        upload = Upload(0, self.metadata(request))
        for url in urls:
            part = self.uploads.get(url.rpartition("/")[2])
            if not part or not part.part or not part.whole:
                raise Refused(400, f"{url}: no part, or not whole")
            upload.content += part.content
            upload.length += part.length
        return upload

    @staticmethod
    def metadata(request):
        pairs, text = {}, request.header("upload-metadata")
        for pair in text.split(",") if text else []:
            name, _, value = pair.partition(" ")
            try:
                pairs[name] = base64.b64decode(value, validate=True).decode()
            except ValueError:     # of base64 and of UTF-8 alike
                raise Refused(400, "Upload-Metadata: no base64") from None
        return pairs

    # Adding to them.

    def found(self, request):
        upload = self.uploads.get(request.path[len(FOLDER):]) if request.path.startswith(FOLDER) else None
        if not upload:
            raise Refused(404, "no such upload")
        return upload

    def state(self, exchange):
        upload = self.found(exchange.request)
        headers = [("Upload-Offset", str(upload.content.size)), ("Cache-Control", "no-store")]
        headers.append(("Upload-Defer-Length", "1") if upload.length is None else ("Upload-Length", str(upload.length)))
        return Answer(200, headers=headers)

    def on_patch(self, exchange):
        request = exchange.request
        upload = self.found(request)
        if request.header("content-type") != "application/offset+octet-stream":
            raise Refused(415, "Content-Type: not application/offset+octet-stream")
        offset, length = number(request, "upload-offset"), number(request, "upload-length")
        if offset is None:
            raise Refused(400, "Upload-Offset: missing")
        with upload.lock:
            if offset != upload.content.size:
                raise Refused(409, "Upload-Offset conflict")
            if length is not None:
                if upload.length is not None or length < offset:
                    raise Refused(400, "Upload-Length: told before, or too small")
                upload.length = length
            self.add(exchange, upload)
        self.finish(exchange, request.path[len(FOLDER):], upload)
        answer = Answer(204, headers=[("Upload-Offset", str(upload.content.size))])
        if "expiration" in self.extensions and not upload.whole:
            answer.headers.append(self.expires())
        return answer

    def add(self, exchange, upload):
        request, most = exchange.request, upload.length if upload.length is not None else self.limit
        if request.header("content-type") != "application/offset+octet-stream":
            raise Refused(415, "Content-Type: not application/offset+octet-stream")
        if most is not None and upload.content.size + request.content.size > most:
            raise Refused(413, "more than its length")
        self.check(request)
        upload.content += request.content

    def check(self, request):
        text = request.header("upload-checksum")
        if text is None:
            return
        self.needs("checksum")
        name, _, value = text.partition(" ")
        if name not in self.algorithms:
            raise Refused(400, f"{name}: unsupported checksum algorithm")
        digest = hashlib.new(name)
        for block in request.content.blocks():
            digest.update(block)
        if base64.b64encode(digest.digest()).decode() != value:
            raise Refused(CHECKSUM_MISMATCH, "checksum", self.says(CHECKSUM_MISMATCH))

    def finish(self, exchange, name, upload):
        if upload.whole and not upload.part:
            self.store(exchange, self.shown + name, upload.content, upload.metadata.get("filetype"))

    def on_delete(self, exchange):
        if "termination" not in self.extensions:
            return self.says(405)
        self.found(exchange.request)
        name = exchange.request.path[len(FOLDER):]
        del self.uploads[name]
        self.files.pop(self.shown + name, None)
        return Answer(204)


class PlainTus(Tus):
    """No more than can be made, and says nothing of it; names uploads by relative addresses, as PsiTransfer does, and
    gives them out elsewhere."""
    kind = "tus-plain"
    extensions = ("creation",)
    discovers = False
    shown = "/shown/"

    def location(self, name):
        return FOLDER + name


class PrivateTus(Tus):
    """Asks for a token, and names uploads relative to where they were made."""
    kind = "tus-private"
    token = "Xq7-token-of-ann"
    extensions = ("creation", "termination")

    def location(self, name):
        return name


class ElsewhereTus(Tus):
    """Makes uploads at one host, and has them at another."""
    kind = "tus-elsewhere"
    extensions = ("creation", "termination")

    def location(self, name):
        return self.url.replace("127.0.0.1", "localhost") + FOLDER + name


class OtherTus(Tus):
    kind = "tus-other"
    version = "2.0.0"
