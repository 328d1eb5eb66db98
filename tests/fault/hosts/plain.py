"""Hosts that nobody runs: PUT a name, get it back. For tests of the engine rather than of a provider."""
import hashlib
import json

from hosts.base import Host, Refused
from wire import Answer


class Plain(Host):
    kind = "plain"
    takes_chunked = True

    def announce(self, url, file):
        return Answer.text(201, url + "\n")

    def on_put(self, exchange):
        request = exchange.request
        if request.path.endswith("/"):
            raise Refused(400, "no name to store under")
        file = self.store(exchange, request.path, request.content, request.header("content-type"))
        return self.announce(file.url, file)

    def on_delete(self, exchange):
        file = self.find(exchange.request.path)
        if not file:
            return self.says(404)
        file.gone = True
        return Answer(204)


class Digest(Plain):
    """Says in JSON what it has stored, as hosts do that can be checked without a download."""
    kind = "digest"

    def announce(self, url, file):
        stored = {"url": url}
        if file:
            sha256, md5 = hashlib.sha256(), hashlib.md5()
            for block in file.content.blocks():
                sha256.update(block)
                md5.update(block)
            stored.update(sha256=sha256.hexdigest(), md5=md5.hexdigest(), size=file.content.size)
        return Answer.text(201, json.dumps(stored) + "\n", kind="application/json")
