"""tmpfile.link (tmpfilelink: the vendor's clients and blog, 2025) and tmpfiles.org (tmpfilesorg: its page, 2026-10).

Unknown in reality, chosen here: the sentences of refusals, the status of a bad `expire`, where an account's files lie.
"""
import json
import re
import time
import urllib.parse

from hosts.base import FormHost, Refused
from wire import Answer, phrase


def answer_json(status, value, *headers):
    # Text beyond ASCII is not escaped, as in JavaScript.
    return Answer.text(status, json.dumps(value, ensure_ascii=False), *headers, kind="application/json")


class TmpfileLink(FormHost):
    kind = "tmpfilelink"
    limit = 100 << 20
    endpoint = "/api/upload"
    minds_agent = False

    def says(self, status):
        return answer_json(status, {"error": phrase(status)})

    def on_post(self, exchange):
        request = exchange.request
        if request.path != self.endpoint:
            return self.says(404)
        user, token = request.header("x-user-id"), request.header("x-auth-token")
        if bool(user) != bool(token):
            raise Refused(401, "one of two credentials", self.says(401))
        _, part = self.fields(exchange)
        if not part:
            raise Refused(400, "file: missing", answer_json(400, {"error": "No file provided"}))
        digits = self.new_id(32, "0123456789abcdef")
        uuid = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
        folder = f"/{'user/' + user if user else 'public'}/{time.strftime('%Y-%m-%d', time.gmtime())}/{uuid}/"
        file = self.store(exchange, folder + urllib.parse.quote(part.filename, safe=""),
                          self.file_content(exchange, part), part.content_type, part.sha256)
        file.name, file.owner = part.filename, f"user: {user}" if user else "public"
        file.expires = None if user else time.time() + 7 * 86400
        return self.announce(self.url + folder + file.name, file)

    def announce(self, url, file):
        host, path = re.fullmatch("([a-z]+://[^/]+/)(.*)", url, re.DOTALL).groups()
        return answer_json(200, {
            "fileName": file.name if file else path.rpartition("/")[2], "downloadLink": url,
            "downloadLinkEncoded": host + urllib.parse.quote(path, safe=""),
            "size": file.content.size if file else 0, "type": file.content_type if file else "text/plain",
            "uploadedTo": file.owner if file else "public"})

    def find(self, path):
        return super().find(path) or super().find(path.replace("%2F", "/"))


class TmpfilesOrg(FormHost):
    kind = "tmpfilesorg"
    limit = 100 << 20
    endpoint = "/api/v1/upload"
    minds_agent = False
    text_fields = {"expire": "[0-9]+"}
    default_expire, shortest, longest = 3600, 60, 172800

    def says(self, status):
        if status == 404:
            return Answer.text(404, "<!DOCTYPE html>\n<html><head><title>Not Found</title></head></html>\n",
                               kind="text/html; charset=UTF-8")
        return answer_json(status, {"status": "error", "message": phrase(status)})

    def invalid(self, name):
        return answer_json(422, {"status": "error", "errors": {name: [f"The {name} field is invalid."]}})

    def bad_value(self, part):
        return self.invalid(part.name)

    def on_post(self, exchange):
        if exchange.request.path != self.endpoint:
            return self.says(404)
        texts, part = self.fields(exchange)
        if not part:
            raise Refused(422, "file: missing", self.invalid("file"))
        expire = int(texts.get("expire", self.default_expire))
        if not self.shortest <= expire <= self.longest:
            raise Refused(422, "expire: out of its range", self.invalid("expire"))
        name = re.sub("[^a-z0-9._-]", "_", part.filename.lower())
        file = self.store(exchange, f"/dl/{self.new_id(8, '123456789')}/{name}", self.file_content(exchange, part),
                          sha256=part.sha256)
        file.expires = time.time() + expire
        return self.announce(file.url.replace("/dl/", "/", 1), file)

    def announce(self, url, file):
        text = json.dumps({"status": "success", "data": {"url": url}}).replace("/", "\\/")
        return Answer.text(200, text, kind="application/json")

    def download(self, exchange):
        path = exchange.request.path
        if path == self.endpoint:
            return answer_json(405, {"status": "error", "message": phrase(405)}, ("Allow", "POST"))
        if not path.startswith("/dl/") and self.find("/dl" + path):
            # A page about the file, with a button.
            return Answer.text(200, f'<!DOCTYPE html>\n<html><body><a href="/dl{path}">Download</a></body></html>\n',
                               kind="text/html; charset=UTF-8")
        return super().download(exchange)
