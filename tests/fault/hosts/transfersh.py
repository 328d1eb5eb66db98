"""transfer.sh (its source of 2026-06, and as run), and an instance that asks for a password."""
import base64
import email.utils
import mimetypes
import re
import time
import unicodedata
import urllib.parse

from hosts.base import LETTERS_AND_DIGITS, Host, Refused
from wire import Answer

LONGEST_DAYS = 106_751      # of which the nanoseconds fit 63 bits
DROPPED = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def whole_number(text):
    """As the server reads it; what is none is as if it had not come."""
    return int(text) if text and re.fullmatch("[+-]?[0-9]{1,18}", text) else None


def safe_name(name):
    return "".join(char for char in name if unicodedata.category(char) not in DROPPED) or "_"


class TransferSh(Host):
    kind = "transfersh"
    takes_chunked = True
    password = None             # "user:password"
    words = {400: "Could not upload empty file\n", 401: "Not authorized\n", 404: "Not Found\n",
             413: "Request Entity Too Large\n", 429: "Too Many Requests\n", 500: "Could not save file\n"}

    def announce(self, url, file):
        # A bogus Retry-After comes with a success too.
        past = email.utils.formatdate(time.time() - 60, usegmt=True)
        answer = Answer.text(200, url, ("Retry-After", past), kind="text/plain")
        if file:
            answer.headers.append(("X-Url-Delete", f"{file.url}/{file.token}"))
        return answer

    def on_put(self, exchange):
        request = exchange.request
        named = re.fullmatch("/(?:(?:put|upload)/)?([^/]+)", request.path)
        if not named:
            return self.says(405)
        self.check_password(request)
        if not request.content.size:
            raise Refused(400, "Could not upload empty file")
        days, downloads = whole_number(request.header("max-days")), whole_number(request.header("max-downloads"))
        if days is not None and not 0 < days <= LONGEST_DAYS:
            raise Refused(400, "Invalid MaxDate, make sure Max-Days is smaller than 290 years")
        name = urllib.parse.quote(safe_name(urllib.parse.unquote(named[1])), safe="$&+=:@")
        file = self.store(exchange, f"/{self.new_id(10, LETTERS_AND_DIGITS)}/{name}", request.content,
                          mimetypes.guess_type(name)[0])
        file.token, file.left = self.new_id(20, LETTERS_AND_DIGITS), downloads
        file.expires = time.time() + 86400 * days if days else None
        return self.announce(file.url, file)

    def check_password(self, request):
        if self.password is None:
            return
        wanted = "Basic " + base64.b64encode(self.password.encode()).decode()
        if request.header("authorization") != wanted:
            refused = self.says(401)
            refused.headers.append(("WWW-Authenticate", 'Basic realm="Restricted"'))
            raise Refused(401, "Not authorized", refused)

    def on_delete(self, exchange):
        path, _, token = exchange.request.path.rpartition("/")
        file = exchange.file = self.find(path)
        if not file or token != file.token:
            return self.says(404)
        file.gone = True
        return Answer(200)

    def download(self, exchange):
        request = exchange.request
        file = self.find(request.path)
        if not file:
            return self.says(404)
        if "text/html" in (request.header("accept") or ""):
            return Answer.text(200, "<!DOCTYPE html>\n<html><body>Download</body></html>\n", kind="text/html")
        with self.lock:
            if file.left is not None and file.left <= 0:
                return self.says(404)
            if file.left is not None and request.method == "GET":
                file.left -= 1
        answer = super().download(exchange)
        days = "n/a" if file.expires is None else str(int((file.expires - time.time()) // 86400) + 1)
        answer.headers += [("X-Remaining-Downloads", "n/a" if file.left is None else str(file.left)),
                           ("X-Remaining-Days", days)]
        return answer


class PrivateTransferSh(TransferSh):
    kind = "transfersh-private"
    password = "user:open sesame"
