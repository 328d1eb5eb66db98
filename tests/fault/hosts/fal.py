"""fal.ai's storage: the API, which gives out tokens, and the network for files, at one address (fal's clients for
Python and JavaScript, 2026-08).

Unknown in reality, chosen here: the words of refusals, and what a token that is over gets.
"""
import hashlib
import json
import re
import time
import urllib.parse

from content import Content
from hosts.base import LETTERS_AND_DIGITS, Host, Refused
from hosts.filebin import moment
from wire import Answer

KEYS = ("fal-key-id:fal-key-secret-of-tests",)
PART_SIZE = 10 << 20
WHOLE_MAX = 100 << 20


class Fal(Host):
    kind = "fal"
    network = True              # False: gone, only the older way is left
    lifetime = 3600             # seconds of a token

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.tokens = {}        # token: when it ends
        self.begun = {}         # (path, upload's id): {number: Content}
        self.places = {}        # path of an upload_url: path of the file

    def phase(self, request):
        path = request.path
        if request.method in ("GET", "HEAD"):
            return super().phase(request)
        if path == "/storage/auth/token":
            return "role"
        if path == "/files/upload/multipart":
            return "create"
        if "/multipart/" in path:
            return "complete" if path.endswith("/complete") else "part"
        return "upload"

    def announce(self, url, file):
        return Answer.text(200, json.dumps({"access_url": url, "file_url": url, "upload_url": url}),
                           kind="application/json")

    def json(self, told):
        return Answer.text(200, json.dumps(told), kind="application/json")

    # Who asks.

    def need_key(self, request):
        if request.header("authorization") not in [f"Key {key}" for key in KEYS]:
            raise Refused(401, "No user found for the key")

    def need_token(self, request):
        kind, _, token = (request.header("authorization") or "").partition(" ")
        if kind != "Bearer" or token not in self.tokens:
            raise Refused(401, "Unauthorized")
        if time.time() > self.tokens[token]:
            raise Refused(401, "Token expired")

    @staticmethod
    def lifecycle(request, name="x-fal-object-lifecycle"):
        text = request.header(name)
        if text is None:
            return None
        try:
            seconds = json.loads(text)["expiration_duration_seconds"]
        except (ValueError, KeyError, TypeError):
            raise Refused(422, "bad lifecycle") from None
        if not isinstance(seconds, int) or seconds < 0:
            raise Refused(422, "bad lifecycle")
        return seconds or None

    # Requests.

    def on_post(self, exchange):
        request = exchange.request
        query = dict(urllib.parse.parse_qsl(request.target.partition("?")[2]))
        if request.path == "/storage/auth/token":
            return self.give_token(request, query)
        if request.path == "/storage/upload/initiate":
            return self.initiate(exchange, query)
        if not self.network:
            raise Refused(404, "Not Found")
        if request.path == "/files/upload":
            return self.take_whole(exchange)
        if request.path == "/files/upload/multipart":
            return self.create(exchange)
        named = re.fullmatch("(/files/.+)/multipart/([^/]+)/complete", request.path)
        return self.complete(exchange, named[1], named[2]) if named else self.says(404)

    def give_token(self, request, query):
        self.need_key(request)
        if not self.network:
            raise Refused(404, "Not Found")
        if query.get("storage_type") != "fal-cdn-v3" or request.content.read() != b"{}":
            raise Refused(422, "bad request for a token")
        token = self.new_id(32, LETTERS_AND_DIGITS)
        self.tokens[token] = time.time() + self.lifetime
        return self.json({"token": token, "token_type": "Bearer", "base_url": self.url,
                          "expires_at": moment(self.tokens[token])})

    def new_path(self, name):
        if not re.fullmatch("[A-Za-z0-9._-]+", name or ""):
            raise Refused(422, "bad file name")
        return f"/files/b/{self.new_id(20, LETTERS_AND_DIGITS)}_{name}"

    def keep(self, exchange, path, content, content_type, seconds):
        file = self.store(exchange, path, content, content_type)
        file.expires = time.time() + seconds if seconds else None
        return file

    def take_whole(self, exchange):
        request = exchange.request
        self.need_token(request)
        if request.content.size > WHOLE_MAX:
            raise Refused(413, "too large for one request")
        file = self.keep(exchange, self.new_path(request.header("x-fal-file-name")), request.content,
                         request.header("content-type"), self.lifecycle(request))
        return self.announce(file.url, file)

    # In parts.

    def create(self, exchange):
        request = exchange.request
        self.need_token(request)
        path, name = self.new_path(request.header("x-fal-file-name")), self.new_id(30, LETTERS_AND_DIGITS)
        self.begun[path, name] = {"parts": {}, "type": request.header("content-type"),
                                  "seconds": self.lifecycle(request)}
        return self.json({"access_url": self.url + path, "uploadId": name})

    def on_put(self, exchange):
        request = exchange.request
        if request.path in self.places:
            return self.take_at_place(exchange)
        named = re.fullmatch("(/files/.+)/multipart/([^/]+)/([1-9][0-9]{0,4})", request.path)
        if not named or not self.network or (named[1], named[2]) not in self.begun:
            raise Refused(404, "Not Found")
        self.need_token(request)
        md5 = hashlib.md5()
        for block in request.content.blocks():
            md5.update(block)
        etag = f'"{md5.hexdigest()}"'
        self.begun[named[1], named[2]]["parts"][int(named[3])] = (etag, Content(*request.content.segments))
        return Answer(200, headers=[("ETag", etag)])

    def complete(self, exchange, path, name):
        self.need_token(exchange.request)
        begun = self.begun.get((path, name))
        if not begun:
            raise Refused(404, "Not Found")
        try:
            listed = [(part["partNumber"], part["etag"]) for part in json.loads(exchange.request.content.read())["parts"]]
        except (ValueError, KeyError, TypeError):
            raise Refused(422, "bad list of parts") from None
        if listed != [(number, etag) for number, (etag, _) in sorted(begun["parts"].items())] or \
                [number for number, _ in listed] != list(range(1, len(listed) + 1)):
            raise Refused(400, "the list of parts is another")
        whole = Content()
        for number, (_, content) in sorted(begun["parts"].items()):
            if content.size != PART_SIZE and number != len(listed):
                raise Refused(400, "a part of another size")
            whole = whole + content
        file = self.keep(exchange, path, whole, begun["type"], begun["seconds"])
        del self.begun[path, name]
        return self.announce(file.url, file)

    # The older way.

    def initiate(self, exchange, query):
        request = exchange.request
        self.need_key(request)
        try:
            wishes = json.loads(request.content.read())
        except ValueError:
            raise Refused(422, "no JSON") from None
        if query.get("storage_type") != "fal-cdn-v3" or set(wishes) != {"content_type", "file_name"}:
            raise Refused(422, "bad request")
        path = self.new_path(wishes["file_name"])
        place = "/put/" + self.new_id(40, LETTERS_AND_DIGITS)
        self.places[place] = (path, wishes["content_type"],
                              self.lifecycle(request, "x-fal-object-lifecycle-preference"))
        return self.json({"upload_url": f"{self.url}{place}?signature=of-tests", "file_url": self.url + path})

    def take_at_place(self, exchange):
        request = exchange.request
        path, content_type, seconds = self.places[request.path]
        if request.header("authorization") or "signature=of-tests" not in request.target or \
                request.header("content-type") != content_type:
            raise Refused(403, "another signature")
        self.keep(exchange, path, request.content, content_type, seconds)
        return Answer(200)


class OldFal(Fal):
    """Whose network is gone."""
    kind = "fal-old"
    network = False


class HastyFal(Fal):
    """Whose tokens end at once, and are not told to."""
    kind = "fal-hasty"

    def give_token(self, request, query):
        answer = super().give_token(request, query)
        told = json.loads(answer.content.read())
        if len(self.tokens) == 1:
            self.tokens[told["token"]] = 0
        return answer
