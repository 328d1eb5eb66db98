"""termbin.com (fiche: its source of 2018, and as run). The texts are served over HTTP; here, on the same port."""
from content import Content
from hosts.base import Host
from wire import Answer, Request

BUFFER = 32768
SLUG_LENGTH = 4


class Termbin(Host):
    kind = "termbin"

    def next_request(self, connection):
        http = connection.speaks_http()
        if http is None:
            return None         # to nothing it answers nothing
        return connection.next_request() if http else Request("TCP", "", [], "", raw=BUFFER)

    def phase(self, request):
        return "upload" if request.raw else super().phase(request)

    def refusal(self, request):
        return None

    def announce(self, url, file):
        return Answer.text(200, url + "\n\0")

    def on_tcp(self, exchange):
        # Kept as a C string is: to the first NUL, and one less than the buffer.
        text = exchange.request.content.cut(0, BUFFER - 1).read().partition(b"\0")[0]
        exchange.notes["half_closed"] = exchange.connection.half_closed
        file = self.store(exchange, "/" + self.new_id(SLUG_LENGTH), Content.of(text), "text/plain; charset=utf-8")
        return self.announce(file.url, file)
