"""rustypaste 0.17.0 (its source of 2026-06): as it comes, and an instance with tokens."""
import pathlib
import re
import time
import urllib.parse

from hosts.base import Host, FormHost, Refused
from wire import Answer

KINDS = {"file": "", "oneshot": "oneshot/"}     # of a form's field; the others take no file
WORDS = ("brave", "calm", "eager", "fair", "gentle", "happy", "keen", "lucky", "merry", "noble", "proud", "quick",
         "sharp", "tidy", "vivid", "witty", "bear", "crab", "deer", "eel", "fox", "goat", "hare", "ibex", "jay", "koi",
         "lynx", "mole", "newt", "owl", "pug", "ram")
UNITS = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hr": 3600, "d": 86400, "day": 86400, "days": 86400}
BLACKLIST = (b"MZ",)            # application/x-dosexec


class Rustypaste(FormHost):
    kind = "rustypaste"
    limit = 10_000_000
    minds_agent = False
    tokens = None               # of which one must come with an upload
    delete_tokens = None        # without, nothing is ever deleted
    room = None                 # bytes of all files
    words = {401: "unauthorized\n", 404: "file is not found or expired :(\n", 409: "file already exists\n",
             413: "upload limit exceeded", 415: "this file type is not permitted",
             507: "upload directory size limit exceeded"}

    @staticmethod
    def token(request):
        """The last word, whatever kind stands before it."""
        return ((request.header("authorization") or "").split() or [""])[-1]

    def refuse(self, status):
        return Refused(status, self.words[status].strip(), self.says(status))

    def fields(self, exchange):
        """The one part of the form, which says by its name what becomes of it."""
        form = exchange.form
        if not form or form.error or len(form.parts) != 1 or form.parts[0].name not in KINDS:
            raise Refused(400, "form", Answer.text(400, "invalid form field"))
        if not form.parts[0].filename:
            raise Refused(400, "filename", Answer.text(400, "file data not present"))
        return form.parts[0]

    def expiry(self, request):
        """Epoch seconds; None for ever."""
        text = request.header("expire")
        if text is None:
            return None
        spans = re.findall("([0-9]+)([a-z]+)", text)
        if not spans or "".join(map("".join, spans)) != text or any(unit not in UNITS for _, unit in spans):
            raise Refused(500, "expire", Answer.text(500, "time unit needed, for example 10sec or 10ms"))
        return time.time() + sum(int(number) * UNITS[unit] for number, unit in spans)

    def announce(self, url, file):
        return Answer.text(200, url + "\n")

    def on_post(self, exchange):
        request = exchange.request
        if request.path != "/":
            return Answer(404)
        if self.tokens and self.token(request) not in self.tokens:
            raise self.refuse(401)
        expires = self.expiry(request)
        part = self.fields(exchange)
        content = self.file_content(exchange, part)
        if not content.size:
            raise Refused(400, "empty", Answer.text(400, "invalid file size"))
        if content.cut(0, 2).read() in BLACKLIST:
            raise self.refuse(415)
        if self.room is not None and sum(f.content.size for f in self.files.values() if f.alive) + content.size > self.room:
            raise self.refuse(507)
        name = self.name_for(request, part.filename)
        if super().find("/" + name):
            raise self.refuse(409)
        file = self.store(exchange, "/" + name, content, part.content_type, part.sha256)
        file.once, file.expires = part.name == "oneshot", expires
        return self.announce(file.url, file)

    def name_for(self, request, filename):
        wanted = request.header("filename")
        if wanted and wanted.isascii():
            return pathlib.PurePath(wanted).name
        byte = self.new_id(8, "".join(map(chr, range(256))))
        return f"{WORDS[ord(byte[0]) % 16]}-{WORDS[16 + ord(byte[1]) % 16]}{ord(byte[2])}{pathlib.PurePath(filename).suffix or '.txt'}"

    def find(self, path):
        # It tells a name as it keeps it; to ask for it is to encode it.
        return super().find(urllib.parse.unquote(path))

    def on_delete(self, exchange):
        if not self.delete_tokens:
            return Answer(404)
        if self.token(exchange.request) not in self.delete_tokens:
            raise self.refuse(401)
        file = exchange.file = self.find(exchange.request.path)
        # It does not look where the others are.
        if not file or file.once:
            return self.says(404)
        file.gone = True
        return Answer.text(200, "file deleted\n")

    def download(self, exchange):
        answer = Host.download(self, exchange)
        if exchange.file and exchange.file.once and answer.status < 300:
            exchange.file.gone = True       # HEAD, and each part, is a download
        return answer


class PrivateRustypaste(Rustypaste):
    kind = "rustypaste-private"
    tokens = ("Zk4vN9wQe2Lr7TyB",)
    delete_tokens = ("c8MfXh1GsJ5uDp3A",)
    room = 20_000
