"""sendit.sh (senditsh: what several clients of 2026 make of it; there is no documentation).

Unknown in reality, chosen here: the words around the URL, every status, and that HEAD does no harm.
"""
import time

from hosts.base import LETTERS_AND_DIGITS, Host, Refused
from wire import Answer


class SenditSh(Host):
    kind = "senditsh"
    limit = 3_000_000_000

    def announce(self, url, file):
        return Answer.text(200, f"\nYour file is here, for one download within a day:\n\n  {url}\n\n")

    def on_put(self, exchange):
        name = exchange.request.path[1:]
        if not name or "/" in name:
            raise Refused(400, "not /NAME")
        file = self.store(exchange, f"/{self.new_id(5, LETTERS_AND_DIGITS)}/{name}", exchange.request.content)
        file.single, file.expires = True, time.time() + 86400
        return self.announce(file.url, file)
