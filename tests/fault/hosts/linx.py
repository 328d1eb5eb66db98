"""linx-server (its source of 2025-04, and as run), and an instance with API keys that keeps nothing for long."""
import hashlib
import json
import re
import time
import urllib.parse

from hosts.base import LOWER_AND_DIGITS, Host, Refused
from wire import Answer

PROHIBITED = ("favicon.ico", "index.htm", "index.html", "index.php", "robots.txt", "crossdomain.xml")
COMMAND_LINE = re.compile("(lib)?curl|wget", re.IGNORECASE)
SELIF = "/selif/"


def split_name(name):
    """The name without its extension, and that, both as far as they are kept."""
    bare, dot, extension = name.strip().lower().rpartition(".")
    if not dot:
        bare, extension = extension, ""
    if bare.endswith(".tar") and extension in ("bz2", "gz", "xz"):
        bare, extension = bare[:-4], "tar." + extension
    return re.sub(r"[^a-z0-9-]", "", bare).strip("-"), re.sub(r"[^a-z0-9.-]", "", extension).strip("-.")


class Linx(Host):
    kind = "linx"
    limit = 4 << 30
    keys = None                 # what Linx-Api-Key must be one of
    longest = None              # seconds that a file is kept at most

    def wants_json(self, request):
        return (request.header("accept") or "").lower() == "application/json"

    def refused(self, request, status, text):
        answer = Answer.text(status, text)
        if self.wants_json(request):
            answer = Answer.text(status, json.dumps({"error": text}), kind="application/json; charset=UTF-8")
        return Refused(status, text, answer)

    def announce(self, url, file):
        if not file:
            return Answer.text(200, json.dumps({"url": url, "direct_url": url}), kind="application/json")
        name = file.url.rpartition("/")[2]
        sha256 = hashlib.sha256()
        for block in file.content.blocks():
            sha256.update(block)
        told = {"url": f"{self.url}/{name}", "direct_url": file.url, "filename": name, "delete_key": file.key,
                "access_key": "", "expiry": str(int(file.expires or 0)), "size": str(file.content.size),
                "mimetype": file.content_type, "sha256sum": sha256.hexdigest()}
        return Answer.text(200, json.dumps(told), kind="application/json; charset=UTF-8")

    def check_api_key(self, request):
        if self.keys and request.header("linx-api-key") not in self.keys:
            raise Refused(401, "Unauthorized")

    def refusal(self, request):
        # It reads as far as its limit, whatever the head says.
        return self.says(411) if request.length is None and self.phase(request) == "upload" else None

    def on_put(self, exchange):
        request = exchange.request
        self.check_api_key(request)
        named = re.fullmatch("/upload(?:/([^/]*))?", request.path)
        if not named:
            return self.says(404)
        if request.content.size > self.limit:
            raise self.refused(request, 500, "Could not upload file: http: request body too large")
        if not request.content.size:
            raise self.refused(request, 400, "Empty file")
        key = request.header("linx-delete-key") or self.new_id(30)
        name = self.name_for(request, urllib.parse.unquote(named[1] or ""), key)
        if name in PROHIBITED:
            raise self.refused(request, 500, "Could not upload file: Prohibited filename")
        kind = "text/plain" if b"\0" not in request.content.cut(0, 512).read() else "application/octet-stream"
        file = self.store(exchange, SELIF + name, request.content, kind)
        file.key, file.expires = key, self.expiry(request.header("linx-expiry") or "")
        return self.announce(file.url, file) if self.wants_json(request) else \
            Answer.text(200, f"{self.url}/{name}\n")

    def name_for(self, request, wanted, key):
        bare, extension = split_name(wanted)
        random = request.header("linx-randomize") == "yes" or not bare
        if random:
            bare = self.new_id(8, LOWER_AND_DIGITS)
        extension = extension or ("txt" if b"\0" not in request.content.cut(0, 512).read() else "file")
        while (there := self.find(f"{SELIF}{bare}.{extension}")) and there.key != key:
            counter = re.fullmatch("(.*)([0-9])", bare)
            bare = f"{counter[1]}{int(counter[2]) + 1}" if counter else bare + "1"
        return f"{bare}.{extension}"

    def expiry(self, text):
        """Epoch seconds; None for never."""
        seconds = int(text) if re.fullmatch("[0-9]{1,18}", text) else 0
        if self.longest and not 0 < seconds <= self.longest:
            seconds = self.longest
        return time.time() + seconds if seconds else None

    def on_post(self, exchange):
        raise Refused(400, "Bad request: no referer of this site")

    def on_delete(self, exchange):
        self.check_api_key(exchange.request)
        file = exchange.file = self.find(SELIF + exchange.request.path[1:])
        if not file:
            return self.says(404)
        if exchange.request.header("linx-delete-key") != file.key:
            raise Refused(401, "Unauthorized")
        file.gone = True
        return Answer.text(200, "DELETED")

    def download(self, exchange):
        request = exchange.request
        if request.path.startswith(SELIF):
            return super().download(exchange)
        if not self.find(SELIF + request.path[1:]):
            return self.says(404)
        if COMMAND_LINE.search(request.header("user-agent") or ""):
            request.path = SELIF + request.path[1:]
            return super().download(exchange)
        return Answer.text(200, "<!DOCTYPE html>\n<html><body>Download</body></html>\n", kind="text/html")


class PrivateLinx(Linx):
    kind = "linx-private"
    keys = ("VTn3Bqm2xJd8Lw5c",)
    longest = 86400
