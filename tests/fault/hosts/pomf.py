"""uguu.se (uguu: Uguu 1.9.8) and its elder relative (pomf), both in PHP behind nginx."""
import hashlib
import json
import pathlib
import re
import urllib.parse

from hosts.base import FormHost, Refused, nginx_page
from wire import Answer, phrase

LETTERS = "abcdefghijklmnopqrstuvwyzABCDEFGHJKLMNOPQRSTUVWXYZ"
REFUSED_EXTENSIONS = ("exe", "scr", "com", "vbs", "bat", "cmd", "htm", "html", "jar", "msi", "apk", "phtml", "svg")
# What libmagic calls programs, Java, old Word documents, pages and drawings.
REFUSED_MAGIC = (b"MZ", b"\xeb\x00", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xd0\xcf\x11\xe0",
                 b"<!DOCTYPE html", b"<html", b"<svg")


class Uguu(FormHost):
    kind = "uguu"
    limit = 128 << 20           # of PHP; nginx stops what is longer still
    endpoints = ("/upload", "/upload.php")
    minds_agent = False
    file_field = "files[]"
    several_files = True        # and then fails
    other_fields = True
    outputs = ("json", "text", "html", "gyazo")
    not_allowed = "Filetype not allowed"
    id_length = 8

    def says(self, status):
        return nginx_page(status) if status in (404, 413, 502, 503, 504) else self.error(status, phrase(status))

    def too_large(self, size):
        return nginx_page(413)

    def php_failed(self):
        return self.error(500, "Server error.")

    def refusal(self, request):
        if self.phase(request) == "upload" and not request.header("user-agent"):
            return self.php_failed()
        return super().refusal(request)

    @staticmethod
    def error(status, description, output="json"):
        if output == "json":
            text = json.dumps({"success": False, "errorcode": status, "description": description}, indent=4)
            return Answer.text(status, text, kind="application/json; charset=UTF-8")
        return Answer.text(status, f"ERROR: ({status}) {description}", kind="text/plain; charset=UTF-8")

    def on_post(self, exchange):
        if exchange.request.path not in self.endpoints:
            return self.says(404)
        output = self.output(exchange.request)
        texts, part = self.fields(exchange)
        if any(other.name == "files" for other in exchange.form.parts):
            raise Refused(500, "files: without brackets", self.php_failed())
        if not part:
            raise Refused(400, "no file", self.error(400, "No input file(s)", output))
        if sum(other.name == self.file_field for other in exchange.form.parts) > 1:
            raise Refused(500, "several files", self.error(500, "Failed to move file to destination.", output))
        content = self.file_content(exchange, part)
        if content.size > self.limit:
            raise Refused(500, "above the limit of PHP", self.php_failed())
        suffix = self.suffix(part.filename)
        if suffix[1:] in REFUSED_EXTENSIONS or content.cut(0, 16).read().startswith(REFUSED_MAGIC):
            raise Refused(415, "refused type", self.error(415, self.not_allowed, output))
        path = "/" + self.new_id(self.id_length, LETTERS) + urllib.parse.quote(suffix)
        file = self.store(exchange, path, content, sha256=part.sha256)
        file.name = part.filename
        if output == "json":
            return self.announce(file.url, file)
        if output == "html":
            return Answer.text(200, f'<a href="{file.url}">{file.url}</a><br>', kind="text/html; charset=UTF-8")
        return Answer.text(200, file.url + "\n")

    def output(self, request):
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(request.target).query).get("output", ["json"])[0]
        if asked == "csv":
            raise Refused(500, "output=csv is broken", self.php_failed())
        return asked if asked in self.outputs else "json"

    def suffix(self, name):
        """Of what is left of the name: ".tar.gz" is one, a case is kept."""
        name = re.sub(r"[^a-zA-Z0-9.]", "", name)
        suffixes = pathlib.PurePath(name).suffixes
        return ".tar.gz" if suffixes[-2:] == [".tar", ".gz"] else "".join(suffixes[-1:])

    def announce(self, url, file):
        return self.tell({"hash": "2d06800538d394c2", "filename": url.rpartition("/")[2], "url": url,
                          "size": file.content.size if file else 0, "dupe": False})

    @staticmethod
    def tell(file):
        text = json.dumps({"success": True, "files": [file]}, indent=4).replace("/", "\\/")     # as PHP does
        return Answer.text(200, text, kind="application/json; charset=UTF-8")


class Pomf(Uguu):
    kind = "pomf"
    endpoints = ("/upload.php",)
    outputs = ("json", "text", "html", "csv", "gyazo")
    not_allowed = "Filetype not allowed."
    id_length = 6

    def php_failed(self):
        return Answer.text(500, "", kind="text/html; charset=UTF-8")

    def refusal(self, request):
        return FormHost.refusal(self, request)      # it does not look at the User-Agent

    def announce(self, url, file):
        told = {"name": file.name if file else "abc123.bin", "url": url, "size": str(file.content.size if file else 0)}
        if file:
            sha1 = hashlib.sha1()
            for block in file.content.blocks():
                sha1.update(block)
            told = {"hash": sha1.hexdigest(), **told}
        return self.tell(told)
