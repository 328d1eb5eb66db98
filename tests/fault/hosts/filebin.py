"""filebin.net (filebin2: its source of 2026-06, and as run), with the verification cookie required.

Unknown in reality, chosen here: which extensions the public instance refuses.
"""
import base64
import datetime
import hashlib
import json
import mimetypes
import re
import time
import urllib.parse

from hosts.base import LOWER_AND_DIGITS, Host, Refused
from wire import Answer

BIN = re.compile("[A-Za-z0-9_-]+")
WEEK = 7 * 86400
COOKIE = "verified=2024-05-24"
UNASKED_AGENTS = ("Wget", "curl", "VLC")
REFUSED_EXTENSIONS = (".exe",)      # case counts
KEPT = "-_=+,.()[] "                # of a name, beside letters and numbers
STORAGE = "/storage/"               # stands for the presigned URLs of another host
WARNING = "<!DOCTYPE html>\n<html><head><title>Filebin</title></head><body>" \
    "<p>The content you are about to download is uploaded by a user.</p></body></html>\n"


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat().replace("+00:00", "Z")


def safe_name(name):
    name = "".join(char if char.isalpha() or char.isnumeric() or char in KEPT else "_" for char in name)
    name = re.sub(r"\A\.", "_", " ".join(name.split()))
    return name.encode()[:120].decode(errors="replace").replace("\ufffd", "_").rstrip(" ")


class Bin:
    def __init__(self, name):
        self.name, self.readonly, self.deleted = name, False, False
        self.bytes, self.files = 0, 0
        self.created = self.updated = time.time()

    @property
    def gone(self):
        return self.deleted or time.time() > self.updated + WEEK

    def summary(self):
        return {"id": self.name, "readonly": self.readonly, "bytes": self.bytes, "files": self.files,
                "updated_at": moment(self.updated), "created_at": moment(self.created),
                "expired_at": moment(self.updated + WEEK)}


class Filebin(Host):
    kind = "filebin"
    words = {403: "Your client is blocked", 404: "404 page not found\n", 405: "",
             411: "Missing or invalid content-length header", 507: "Insufficient storage, please retry later"}

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.bins = {}

    def announce(self, url, file):
        if not file:
            made_up = {"bin": Bin("madeupmadeupmade").summary(), "file": {"filename": url.rpartition("/")[2]}}
            return Answer.text(201, json.dumps(made_up, indent=4), kind="application/json")
        sha256, md5 = hashlib.sha256(), hashlib.md5()
        for block in file.content.blocks():
            sha256.update(block)
            md5.update(block)
        stored = {"filename": urllib.parse.unquote(file.url.rpartition("/")[2]), "content-type": file.content_type,
                  "bytes": file.content.size, "md5": base64.b64encode(md5.digest()).decode(),
                  "sha256": sha256.hexdigest()}
        # What is told of the bin is from before this upload, but for its expiry.
        return Answer.text(201, json.dumps({"bin": file.bin.summary(), "file": stored}, indent=4),
                           kind="application/json")

    @staticmethod
    def split(request):
        """The bin and the file that a path names; the name may be empty."""
        name, _, filename = request.path[1:].partition("/")
        if not BIN.fullmatch(name):
            raise Refused(404, "404 page not found")
        return name, urllib.parse.unquote(filename)

    @staticmethod
    def refused(status, text, *headers):
        return Refused(status, text, Answer.text(status, text, *headers))

    # Uploading.

    def on_put(self, exchange):
        name, filename = self.split(exchange.request)
        return self.upload(exchange, name, filename) if filename else self.lock_bin(name)

    def on_post(self, exchange):
        name, filename = self.split(exchange.request)
        return self.upload(exchange, name, filename) if filename else self.says(405)

    def upload(self, exchange, name, filename):
        content = exchange.request.content
        if re.search(r"\.[^.]*\Z|\Z", filename)[0] in REFUSED_EXTENSIONS:
            raise self.refused(403, "Illegal file extension")
        if not 8 <= len(name) <= 60:
            raise self.refused(400, f"the bin is too {'short' if len(name) < 8 else 'long'}")
        into = self.bins.setdefault(name, Bin(name))
        if into.gone:
            raise self.refused(405, "The bin is no longer available")
        if into.readonly:
            raise self.refused(405, "Uploads to locked bins are not allowed", ("Allow", "GET, HEAD"))
        if not content.size:
            raise self.refused(400, "Empty file uploads are not allowed")
        self.compare_digests(exchange.request)
        filename = safe_name(filename)
        if not filename:
            raise Refused(400, "Input validation failed")
        path = f"/{name}/{urllib.parse.quote(filename)}"
        file = self.store(exchange, path, content, mimetypes.guess_type(filename)[0])
        file.bin, into.updated = into, time.time()
        answer = self.announce(file.url, file)
        into.bytes, into.files = into.bytes + content.size, into.files + 1
        return answer

    def compare_digests(self, request):
        content = request.content.read() if request.header("content-md5") or request.header("content-sha256") else b""
        for header, name, found in (
                ("content-md5", "MD5", base64.b64encode(hashlib.md5(content).digest()).decode()),
                ("content-sha256", "SHA256", hashlib.sha256(content).hexdigest())):
            if request.header(header) not in (None, "", found):
                raise self.refused(400, f"{name} checksum did not match")

    # Bins.

    def known_bin(self, name):
        found = self.bins.get(name)
        if not found or found.gone:
            raise Refused(404, "The bin does not exist")
        return found

    def lock_bin(self, name):
        self.known_bin(name).readonly = True
        return Answer.text(200, "Bin locked successfully.\n")

    def on_delete(self, exchange):
        """Needs no secret."""
        name, filename = self.split(exchange.request)
        found = self.known_bin(name)
        if not filename:
            found.deleted = True
            return Answer.text(200, "Bin deleted successfully\n")
        file = self.find(exchange.request.path)
        if not file:
            raise Refused(404, "The file does not exist")
        file.gone = True
        return Answer.text(200, "File deleted successfully\n")

    # Delivery.

    def find(self, path):
        return super().find(urllib.parse.quote(urllib.parse.unquote(path)))

    def download(self, exchange):
        request = exchange.request
        if request.path.startswith(STORAGE):
            return super().download(exchange) if request.method == "GET" else self.says(403)
        _, filename = self.split(request)
        if not filename:
            return Answer.text(200, WARNING, kind="text/html; charset=utf-8")
        if request.method == "HEAD":
            return self.says(405)
        file = exchange.file = self.find(request.path)
        if not file or file.bin.gone:
            raise self.refused(404, "The file does not exist.")
        agent = request.header("user-agent") or ""
        cookies = (request.header("cookie") or "").split("; ")
        if COOKIE not in cookies and not any(name in agent for name in UNASKED_AGENTS):
            return Answer.text(200, WARNING, ("Set-Cookie", COOKIE + "; Path=/; HttpOnly; Secure"),
                               kind="text/html; charset=utf-8")
        place = STORAGE + self.new_id(32, LOWER_AND_DIGITS)
        self.files[place] = file
        return Answer(302, headers=[("Location", f"{self.url}{place}?X-Amz-Expires=60")])
