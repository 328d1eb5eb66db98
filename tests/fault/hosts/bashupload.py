"""bashupload.com (bashupload: the PHP of its repository) and bashupload.app (bashupload-r2: a Worker on R2, 2025-11).

Unlike in reality: the link of the first is gone at once, not an hour later, and that of the second names its port.
"""
import json
import mimetypes
import re

from hosts.base import LETTERS_AND_DIGITS, Host, Refused, nginx_page
from wire import Answer

LINE = "=" * 25


class Bashupload(Host):
    """A PUT or POST of anything is an upload; the file is the body, or those in a form."""
    kind = "bashupload"
    takes_form = True
    takes_chunked = True

    def too_large(self, size):
        return nginx_page(413)

    def announce(self, url, file):
        url = url.replace("https:", "http:", 1)     # what speaks TLS for it is before it
        size = f"{file.content.size if file else 0:,}".replace(",", " ")
        return Answer.text(200, f"\n{LINE}\n\nUploaded 1 file, {size} bytes\n\nwget {url}\n\n{LINE}\n\n",
                           kind="text/plain;charset=utf8")

    def on_put(self, exchange):
        form = exchange.form
        if form and form.error:
            raise Refused(400, form.error)
        parts = [part for part in form.parts if part.filename is not None] if form else []
        if not form:
            name, content = exchange.request.path.strip("/"), exchange.request.content
        elif len(parts) == 1:
            name, content = parts[0].filename, exchange.request.content.cut(parts[0].offset,
                                                                          parts[0].offset + parts[0].size)
        else:
            raise Refused(400, "not one file")
        if not content.size and not form:
            return Answer.text(200, "", kind="text/plain;charset=utf8")
        file = self.store(exchange, f"/{self.random()}/{self.safe(name)}", content)
        if form and any(part.name == "json" and part.value == "true" for part in form.parts):
            told = {parts[0].name: {"url": file.url, "size": f"{content.size:,}".replace(",", " ")}}
            return Answer.text(200, json.dumps(told).replace("/", "\\/"), kind="application/json")
        return self.announce(file.url, file)

    on_post = on_put

    def random(self):
        return self.new_id(5, LETTERS_AND_DIGITS + "_-")

    def safe(self, name):
        name = re.sub("[/-]", "_", name) or self.random()
        if len(name) > 15 or " " in name:
            name = self.random() + "." + (name.rpartition(".")[2] if "." in name else "")
        return name

    def download(self, exchange):
        request = exchange.request
        if "text/html" in (request.header("accept") or "").split(",") and "download=1" not in request.target:
            return Answer.text(200, "<!DOCTYPE html>\n<html><body>Download</body></html>\n", kind="text/html")
        answer = super().download(exchange)
        if exchange.file:
            exchange.file.gone = True       # HEAD and a range count as well
        return answer


class BashuploadR2(Host):
    kind = "bashupload-r2"
    limit = 5 << 30
    words = {404: "File not found\n", 405: "Method Not Allowed\n",
             413: "Upload failed: file too large. Max size is 5GB.\n"}
    remarks = {True: "\u6ce8\u610f\uff1a\u53ea\u80fd\u4e0b\u8f7d\u4e00\u6b21\n   Note: it can be downloaded once.\n",
               False: "Note: it can be downloaded until it expires.\n"}

    def refusal(self, request):
        # R2 wants to know the length; the Worker does not ask for it.
        return Answer.text(500, "Upload failed: unknown length\n") if request.chunked else super().refusal(request)

    def announce(self, url, file):
        once = not file or file.single
        return Answer.text(200, f"\n\n{url}\n\n{self.remarks[once]}", ("X-One-Time-Upload", str(once).lower()))

    def on_put(self, exchange, content_type=None):
        request = exchange.request
        kind = content_type or request.header("content-type") or "application/octet-stream"
        extension = mimetypes.guess_extension(kind.partition(";")[0]) or ""
        file = self.store(exchange, f"/{self.new_id(6)}{extension}", request.content, kind)
        seconds = request.header("x-expiration-seconds") or ""
        file.single = not re.fullmatch("[1-9][0-9]*", seconds)
        return self.announce(file.url, file)

    def on_post(self, exchange):
        return self.on_put(exchange, "text/plain; charset=utf-8")

    def download(self, exchange):
        request = exchange.request
        if request.method == "HEAD":
            return self.says(405)
        if request.path == "/api/config":
            return Answer.text(200, json.dumps({"maxUploadSize": self.limit, "needPassword": False}),
                               kind="application/json")
        request.headers = [header for header in request.headers if header[0].lower() != "range"]     # it knows none
        answer = super().download(exchange)
        if exchange.file:
            answer.headers.append(("X-One-Time-Download", "true") if exchange.file.single else
                                  ("X-Expiration-Download", "true"))
        return answer
