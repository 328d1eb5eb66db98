"""pixeldrain.com (its API page, web front end and other clients, 2026-01).

Unknown in reality, chosen here: the messages beside the words of refusals, and that an empty file is taken.
"""
import base64
import hashlib
import json
import re
import urllib.parse

from hosts.base import LETTERS_AND_DIGITS, Host, Refused
from wire import Answer

KEYS = ("0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a", "7d1c9e40-2b5a-4f83-8e66-a0b1c2d3e4f5")    # of two accounts
NAME_MAX = 255
VALUES = {400: "bad_request", 401: "authentication_required", 403: "forbidden", 404: "not_found",
          405: "method_not_allowed", 413: "file_too_large", 422: "no_file", 429: "rate_limited", 500: "internal"}


class Pixeldrain(Host):
    kind = "pixeldrain"
    limit = 10_000_000_000      # of a free account

    def says(self, status, value=None):
        value = value or VALUES.get(status, "internal")
        text = {"success": False, "value": value, "message": value.replace("_", " ").capitalize() + "."}
        answer = super().says(status)
        return Answer.text(status, json.dumps(text), *answer.headers[1:], kind="application/json; charset=utf-8")

    def announce(self, url, file):
        return Answer.text(201, json.dumps({"id": url.rpartition("/")[2]}), kind="application/json; charset=utf-8")

    def phase(self, request):
        return "manage" if request.path.endswith("/info") else super().phase(request)

    def account(self, request):
        """The key of the request's account; the user's name does not matter."""
        kind, _, pair = (request.header("authorization") or "").partition(" ")
        if not pair or kind.lower() != "basic":
            raise Refused(401, "no key", self.says(401))
        try:
            key = base64.b64decode(pair, validate=True).decode().partition(":")[2]
        except ValueError:
            key = None
        if key not in KEYS:
            raise Refused(401, "wrong key", self.says(401, "authentication_failed"))
        return key

    def refusal(self, request):
        """All that the head tells is told before the body was read."""
        if self.phase(request) == "upload":
            try:
                self.account(request)
            except Refused as refused:
                return refused.answer
        return super().refusal(request)

    def on_put(self, exchange):
        named = re.fullmatch("/api/file/([^/]+)", exchange.request.path)
        if not named:
            return self.says(404)
        name = urllib.parse.unquote(named[1])
        if len(name) > NAME_MAX:
            raise Refused(413, "name too long", self.says(413, "name_too_long"))
        file = self.store(exchange, "/api/file/" + self.new_id(8, LETTERS_AND_DIGITS), exchange.request.content,
                          exchange.request.header("content-type"))
        file.name, file.owner = name, self.account(exchange.request)
        return self.announce(file.url, file)

    def on_delete(self, exchange):
        owner = self.account(exchange.request)
        file = exchange.file = self.find(exchange.request.path)
        if not file:
            return self.says(404)
        if file.owner != owner:
            return self.says(403)
        file.gone = True
        return Answer.text(200, json.dumps({"success": True, "value": "file_deleted", "message": "Deleted."}),
                           kind="application/json; charset=utf-8")

    def download(self, exchange):
        path = exchange.request.path
        if path.endswith("/info"):
            return self.info(self.find(path[:-len("/info")]))
        if path.startswith("/u/"):
            page = "<!DOCTYPE html>\n<html><head><title>pixeldrain</title></head><body>Download</body></html>\n"
            return Answer.text(200 if self.find("/api/file/" + path[3:]) else 404, page, kind="text/html")
        return super().download(exchange)

    def info(self, file):
        if not file:
            return self.says(404)
        sha256 = hashlib.sha256()
        for block in file.content.blocks():
            sha256.update(block)
        told = {"id": file.url.rpartition("/")[2], "name": file.name, "size": file.content.size, "views": 0,
                "mime_type": file.content_type, "hash_sha256": sha256.hexdigest(), "availability": ""}
        return Answer.text(200, json.dumps(told), kind="application/json; charset=utf-8")
