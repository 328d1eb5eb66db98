"""gofile.io (its API page and several clients, 2026-10), uploads and deletions at one address.

Unknown in reality, chosen here: the HTTP statuses beside the words, that an empty file is taken. A page shows the MD5 of
its file, which the real one does not: tests see by it what a link leads to.
"""
import hashlib
import json
import re

from hosts.base import LETTERS_AND_DIGITS, FormHost, Refused
from wire import Answer

ACCOUNTS = {"Vq3mZr8KxT1nYb6WcD9s": "root-of-a", "pL5tHf2RjS7gQw4XaE0u": "root-of-b"}      # token: its root folder
WORDS = {400: "error-badRequest", 401: "error-auth", 403: "error-notPremium", 404: "error-notFound",
         413: "error-limits", 429: "error-rateLimit", 500: "error-internal", 503: "error-maintenance"}


def uuid(digits):
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def md5_of(content):
    md5 = hashlib.md5()
    for block in content.blocks():
        md5.update(block)
    return md5.hexdigest()


class Gofile(FormHost):
    kind = "gofile"
    endpoint = "/uploadfile"
    minds_agent = False
    text_fields = {"folderId": "[A-Za-z0-9-]+", "token": "[A-Za-z0-9]+"}

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.owners = dict(ACCOUNTS)        # token: root folder, of guests too

    def says(self, status, word=None):
        text = json.dumps({"status": word or WORDS.get(status, "error-unknown"), "data": {}})
        return Answer.text(status, text, *super().says(status).headers[1:], kind="application/json; charset=utf-8")

    def refused(self, status, word=None):
        return Refused(status, word or WORDS.get(status, "error-unknown"), self.says(status, word))

    def bad_value(self, part):
        return self.says(400)

    def phase(self, request):
        return "manage" if request.path == "/contents" else super().phase(request)

    def announce(self, url, file):
        told = {"downloadPage": url, "id": file.id if file else "madeup", "md5": md5_of(file.content) if file else "0" * 32,
                "mimetype": file.content_type if file else "text/plain", "name": file.name if file else "a",
                "parentFolder": "a", "parentFolderCode": url.rpartition("/")[2], "servers": ["store1"],
                "size": file.content.size if file else 0, "type": "file"}
        if file and file.guest:
            told["guestToken"] = file.owner
        return Answer.text(200, json.dumps({"status": "ok", "data": told}), kind="application/json; charset=utf-8")

    def owner(self, request, texts=()):
        """The token of the request; None when there is none."""
        kind, _, token = (request.header("authorization") or "").partition(" ")
        if token and kind != "Bearer":
            raise self.refused(401)
        token = token or dict(texts).get("token")
        if token and token not in self.owners:
            raise self.refused(401)
        return token

    def on_post(self, exchange):
        if exchange.request.path != self.endpoint:
            return self.says(404)
        texts, part = self.fields(exchange)
        if not part:
            raise self.refused(400)
        owner = self.owner(exchange.request, texts)
        if "folderId" in texts and self.owners.get(owner) != texts["folderId"]:
            raise self.refused(404)
        guest = not owner or owner not in ACCOUNTS
        if not owner:
            owner = self.new_id(32, LETTERS_AND_DIGITS)
            self.owners[owner] = f"root-{len(self.owners)}"
        file = self.store(exchange, f"/d/{self.new_id(6, LETTERS_AND_DIGITS)}", self.file_content(exchange, part),
                          part.content_type, part.sha256)
        file.id, file.name, file.owner, file.guest = uuid(self.new_id(32, "0123456789abcdef")), part.filename, owner, guest
        return self.announce(file.url, file)

    def on_delete(self, exchange):
        request = exchange.request
        if request.path != "/contents":
            return self.says(404)
        owner = self.owner(request)
        if not owner:
            raise self.refused(401)
        try:
            wanted = json.loads(request.content.read())["contentsId"].split(",")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise self.refused(400) from None
        told = {one: {"status": self.delete(exchange, one, owner), "data": {}} for one in wanted}
        return Answer.text(200, json.dumps({"status": "ok", "data": told}), kind="application/json; charset=utf-8")

    def delete(self, exchange, wanted, owner):
        for file in self.files.values():
            if file.id == wanted and file.alive:
                if file.owner != owner:
                    return "error-owner"
                file.gone, exchange.file = True, file
                return "ok"
        return "error-notFound"

    def download(self, exchange):
        path = exchange.request.path
        file = self.find(path)
        if not re.fullmatch("/d/[A-Za-z0-9]{6}", path) or not file:
            return self.says(404)
        page = f"<!DOCTYPE html>\n<html><head><title>Gofile</title></head><body>{md5_of(file.content)}</body></html>\n"
        return Answer.text(200, page, kind="text/html; charset=utf-8")
