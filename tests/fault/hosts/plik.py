"""Plik (its source of 2025-06, and as run), an instance for users with tokens and a domain for downloads, and one
where every link dies with its first download."""
import hashlib
import json
import re
import time
import urllib.parse

from hosts.base import LETTERS_AND_DIGITS, FormHost, Host, Refused
from hosts.filebin import moment
from wire import Answer

COMMAND_LINE = ("wget", "curl", "python-urllib", "libwwww-perl", "php", "pycurl", "go-http-client", "plik_client")
MONTH = 30 * 86400
PARAMETERS = {"ttl": int, "oneShot": bool, "removable": bool, "stream": bool, "extend_ttl": bool, "comments": str,
              "login": str, "password": str, "files": list}


def humanized(size):
    """As 82.9 MB."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.1f} {unit}" if 0 < size < 10 and unit != "B" else f"{size:.0f} {unit}"
        size /= 1000


class Plik(FormHost):
    kind = "plik"
    limit = 10_000_000_000
    minds_agent = False
    tokens = None               # of users, where nobody else may upload
    downloads_elsewhere = False
    always_once = False
    words = {401: "please provide valid credentials\n", 403: "you are not allowed to add file to this upload\n",
             404: "page not found\n", 500: "internal server error\n"}

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.uploads = {}       # id: what its JSON tells

    @property
    def domain(self):
        return self.url.replace("127.0.0.1", "localhost") if self.downloads_elsewhere else ""

    def too_large(self, size):
        return Answer.text(400, f"file too big (limit is set to {humanized(self.limit)})\n")

    def announce(self, url, file):
        if file:
            md5 = hashlib.md5()
            for block in file.content.blocks():
                md5.update(block)
            told = {"id": file.id, "fileName": file.name, "status": "uploaded", "fileMd5": md5.hexdigest(),
                    "fileType": file.content_type, "fileSize": file.content.size, "reference": "",
                    "createdAt": moment(time.time())}
        else:
            # Made up, it serves for both of the answers.
            place = urllib.parse.urlsplit(url)
            told = {"id": "madeupmadeupmade", "uploadToken": "madeup", "ttl": MONTH,
                    "downloadDomain": f"{place.scheme}://{place.netloc}", "fileName": place.path.rpartition("/")[2]}
        return Answer.text(200, json.dumps(told), kind="application/json")

    def on_post(self, exchange):
        request = exchange.request
        if request.path == "/upload":
            return self.create(exchange)
        named = re.fullmatch("/file/([^/]+)", request.path)
        return self.add_file(exchange, named[1]) if named else self.says(404)

    # Making an upload.

    def create(self, exchange):
        request = exchange.request
        try:
            wishes = json.loads(request.content.read() or b"{}")
            if not isinstance(wishes, dict):
                raise ValueError
        except ValueError:
            raise Refused(400, "unable to deserialize request body : invalid character") from None
        exchange.notes["json"] = wishes
        for name, value in wishes.items():
            if not isinstance(value, PARAMETERS.get(name, object)) or PARAMETERS.get(name) == int and value is True:
                raise Refused(400, f"unable to deserialize request body : {name}: wrong type")
        token = request.header("x-pliktoken")
        if token and self.tokens and token not in self.tokens:
            raise Refused(403, "invalid token")
        if self.tokens and not token:
            raise Refused(400, "unable to create upload : anonymous uploads are disabled")
        ttl = wishes.get("ttl", 0) or MONTH
        if ttl < 0:
            raise Refused(400, f"unable to create upload : cannot set infinite TTL (maximum allowed is : {MONTH})")
        if ttl > MONTH:
            raise Refused(400, f"unable to create upload : invalid TTL. (maximum allowed is : {MONTH})")
        made = {"id": self.new_id(16, LETTERS_AND_DIGITS), "ttl": ttl, "downloadDomain": self.domain, "files": [],
                "uploadToken": self.new_id(32, LETTERS_AND_DIGITS), "admin": True, "stream": False,
                "oneShot": self.always_once or wishes.get("oneShot", False),
                "removable": wishes.get("removable", False), "protectedByPassword": False,
                "createdAt": moment(time.time()), "expireAt": moment(time.time() + ttl)}
        self.uploads[made["id"]] = made
        return Answer.text(200, json.dumps(made), kind="application/json")

    # Its file.

    def known_upload(self, name):
        upload = self.uploads.get(name)
        if not upload:
            raise Refused(404, f"upload {name} not found")
        return upload

    def add_file(self, exchange, name):
        upload = self.known_upload(name)
        if exchange.request.header("x-uploadtoken") != upload["uploadToken"]:
            raise Refused(403, "you are not allowed to add file to this upload")
        _, part = self.fields(exchange)
        if not part:
            raise Refused(400, "missing file from multipart form")
        identity = self.new_id(16, LETTERS_AND_DIGITS)
        path = f"/file/{name}/{identity}/{urllib.parse.quote(part.filename)}"
        file = self.store(exchange, path, self.file_content(exchange, part), part.content_type)
        file.id, file.name, file.upload = identity, part.filename, upload
        file.single = file.single or upload["oneShot"]
        file.expires = time.time() + upload["ttl"]
        return self.announce(file.url, file)

    def on_delete(self, exchange):
        file = exchange.file = self.file_at(exchange.request.path)
        token = exchange.request.header("x-uploadtoken")
        if not file.upload["removable"] and token != file.upload["uploadToken"]:
            raise Refused(403, "you are not allowed to remove files from this upload")
        file.gone = True
        return Answer.text(200, "ok")

    def file_at(self, path):
        parts = re.fullmatch("/file/([^/]+)/([^/]+)/([^/]+)", path)
        if not parts:
            raise Refused(404, "page not found")
        self.known_upload(parts[1])
        file = next((file for file in self.files.values() if file.id == parts[2]), None)
        if not file:
            raise Refused(404, f"file {parts[2]} not found")
        if file.name != urllib.parse.unquote(parts[3]):
            raise Refused(400, "invalid file name")
        return file

    def download(self, exchange):
        request = exchange.request
        if not request.path.startswith("/file/"):
            return Answer.text(200, "<!DOCTYPE html>\n<html><body>Plik</body></html>\n", kind="text/html")
        try:
            if self.domain and request.header("host") != self.domain.partition("://")[2]:
                raise Refused(400, f"Invalid download domain {request.header('host')}")
            file = self.file_at(request.path)
            if not file.alive:
                raise Refused(404, f"file {file.name} ({file.id}) is not available : removed")
        except Refused as refused:
            if (request.header("user-agent") or "").lower().startswith(COMMAND_LINE):
                raise
            # The web client shows it.
            return Answer(301, headers=[("Location", "/#/?err=" + urllib.parse.quote(str(refused)))])
        request.path = urllib.parse.urlsplit(file.url).path
        return Host.download(self, exchange)


class PrivatePlik(Plik):
    kind = "plik-private"
    tokens = ("a3f1c2d4-55b6-4e87-9c01-2d3e4f5a6b7c",)
    downloads_elsewhere = True


class OncePlik(Plik):
    kind = "plik-once"
    always_once = True
