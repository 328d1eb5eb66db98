"""haste-server (its source of 2024-07, and as run).

Simpler than in reality: it counts UTF-16 units, here they are bytes.
"""
import json
import string

from content import Content
from hosts.base import Host
from wire import Answer

PAGE = "<!DOCTYPE html>\n<html><head><title>hastebin</title></head><body></body></html>\n"


class Haste(Host):
    kind = "haste"
    limit = 400_000
    words = {404: '{"message":"Document not found."}', 429: "Rate limit exceded."}

    def says(self, status):
        answer = super().says(status)
        if answer.content.cut(0, 1).read() == b"{":
            answer.headers[0] = ("Content-Type", "application/json")
        return answer

    def too_large(self, size):
        return Answer.text(400, '{"message":"Document exceeds maximum length."}', kind="application/json")

    def announce(self, url, file):
        answer = Answer.text(200, json.dumps({"key": url.rpartition("/")[2]}), kind="application/json")
        answer.headers += [("X-RateLimit-Limit", "500"), ("X-RateLimit-Remaining", "499")]
        return answer

    def on_post(self, exchange):
        request = exchange.request
        if request.path != "/documents":
            return self.says(404)
        text = request.content.read()
        if (request.header("content-type") or "").startswith("multipart/form-data"):
            text = b""      # a file in a form is not what it looks for
        # A string to it: what is no UTF-8 does not survive.
        content = Content.of(text.decode("utf-8", "replace"))
        file = self.store(exchange, "/raw/" + self.new_id(10, string.ascii_lowercase), content,
                          "text/plain; charset=UTF-8")
        return self.announce(file.url, file)

    def download(self, exchange):
        request = exchange.request
        if not request.path.startswith("/raw/"):
            return Answer.text(200, PAGE, kind="text/html")
        file = exchange.file = self.find(request.path.partition(".")[0])
        # An empty document is stored, and not found.
        if not file or not file.content.size:
            return self.says(404)
        # The whole, in chunks, whatever part was asked for.
        return Answer(200, file.content, [("Content-Type", file.content_type)], chunked=True)
