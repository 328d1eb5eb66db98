"""temp.sh (several clients, 2026).

Unknown in reality, chosen here: the sentences of refusals, that an empty file is taken, how names are kept.
"""
import time
import urllib.parse

from hosts.base import LETTERS_AND_DIGITS, FormHost, Refused
from wire import Answer

PAGE = "<!DOCTYPE html>\n<html><head><title>temp.sh</title></head><body><form method=\"post\">" \
       "<button>Download</button></form></body></html>\n"


class TempSh(FormHost):
    kind = "tempsh"
    limit = 4_000_000_000
    endpoint = "/upload"
    minds_agent = False
    kept = 3 * 86400

    def phase(self, request):
        return "download" if request.method == "POST" and request.path != self.endpoint else super().phase(request)

    def announce(self, url, file):
        return Answer.text(200, url)

    def on_post(self, exchange):
        request = exchange.request
        if request.path != self.endpoint:
            if request.length != 0:
                raise Refused(400, "a body")
            file = exchange.file = self.find(request.path)
            # Ranges are for GET alone (RFC 9110, section 14.2).
            return Answer(200, file.content, [("Content-Type", file.content_type)]) if file else self.says(404)
        _, part = self.fields(exchange)
        if not part:
            raise Refused(400, "file: missing")
        file = self.store(exchange, f"/{self.new_id(5, LETTERS_AND_DIGITS)}/{part.filename}",
                          self.file_content(exchange, part), part.content_type, part.sha256)
        file.expires = time.time() + self.kept
        return self.announce(file.url, file)

    def find(self, path):
        # The host keeps and tells a name as it came; to ask for it is to encode it.
        return super().find(urllib.parse.unquote(path))

    def download(self, exchange):
        path = exchange.request.path
        if path == self.endpoint:
            return self.says(405)
        return Answer.text(200, PAGE, kind="text/html; charset=utf-8") if self.find(path) else self.says(404)
