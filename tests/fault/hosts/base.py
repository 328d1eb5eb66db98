"""What all hosts share: stored files, their delivery, and refusals."""
import hashlib
import mimetypes
import re
import string
import threading
import time
import urllib.parse

from wire import Answer, phrase

LIBRARY_AGENTS = ("curl/", "libcurl", "wget", "python", "mozilla")
LOWER_AND_DIGITS = string.ascii_lowercase + string.digits
LETTERS_AND_DIGITS = string.ascii_letters + string.digits
MOVED, LOOP = "/moved/", "/loop/"     # where scripted redirects lead: to what follows in the path, to the next turn
FORM_SLACK = 64 << 10           # boundaries and text fields, beside the file
NGINX_PAGE = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n" \
             "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"


def nginx_page(status):
    """The page of a web server in front of a host that did not get to answer itself."""
    return Answer.text(status, NGINX_PAGE.format(f"{status} {phrase(status)}"), kind="text/html")


class Refused(Exception):
    """The host says no; the reason goes into the log, the answer may say less."""

    def __init__(self, status, reason, answer=None):
        super().__init__(reason)
        self.answer = answer or Answer.text(status, f"{reason}\n")


class StoredFile:
    def __init__(self, url, content, content_type, sha256=None):
        self.url, self.content, self.content_type, self.sha256 = url, content, content_type, sha256
        self.single = False     # dies with its first GET
        self.gone = False
        self.expires = None     # epoch seconds

    @property
    def alive(self):
        return not self.gone and (self.expires is None or time.time() < self.expires)


class Host:
    kind = None                 # its name on the command line
    limit = None                # bytes of a file
    takes_form = False
    takes_chunked = False
    minds_agent = False         # refuses the User-Agent of libraries and browsers
    words = {}                  # status: how this host says it

    def __init__(self, name, seed):
        self.name, self.seed = name, seed
        self.url = None         # http://127.0.0.1:PORT, once it listens
        self.files = {}         # path: StoredFile
        self.ids = 0
        self.lock = threading.Lock()

    def follow(self, request):
        """Whether a scripted redirect led here; the host then sees the path behind it."""
        if request.path.startswith(MOVED):
            request.path = "/" + request.path[len(MOVED):]
        return request.target.startswith((MOVED, LOOP))

    def next_request(self, connection):
        """The next Request of a client, None when there is none: a host may speak more than HTTP."""
        return connection.next_request()

    def phase(self, request):
        return {"GET": "download", "HEAD": "head", "PUT": "upload", "POST": "upload", "PATCH": "upload",
                "DELETE": "manage"}.get(request.method, "any")

    def says(self, status):
        answer = Answer.text(status, self.words.get(status, phrase(status) + "\n"))
        if status == 405:
            handled = sorted(name[3:].upper() for name in dir(self) if name.startswith("on_"))
            answer.headers.append(("Allow", ", ".join(["GET", "HEAD", *handled])))
        return answer

    def announce(self, url, file):
        """How this host tells where the file is; file is None when the url is made up."""
        return Answer.text(200, url)

    def refusal(self, request):
        """The Answer to a request that is refused by its head alone, or None."""
        if self.phase(request) != "upload":
            return None
        agent = (request.header("user-agent") or "").lower()
        if self.minds_agent and (not agent or agent.startswith(LIBRARY_AGENTS)):
            return self.agent_refused()
        if request.length is None and not (request.chunked and self.takes_chunked):
            return self.says(411)
        if self.limit is not None and (request.length or 0) > self.limit + FORM_SLACK * self.takes_form:
            return self.too_large(request.length)
        return None

    def agent_refused(self):
        return self.says(403)

    def too_large(self, size):
        return self.says(413)

    def respond(self, exchange):
        request = exchange.request
        if request.path.startswith(LOOP):
            turn = re.fullmatch("[0-9]{1,9}", request.path[len(LOOP):])
            return Answer.text(302, "Moved\n", ("Location", f"{self.url}{LOOP}{int(turn[0]) + 1 if turn else 1}"))
        try:
            if request.method in ("GET", "HEAD"):
                return self.download(exchange)
            handler = getattr(self, "on_" + request.method.lower(), None)
            return handler(exchange) if handler else self.says(405)
        except Refused as refused:
            exchange.notes["refused"] = str(refused)
            return refused.answer

    # Storing.

    def new_id(self, length, alphabet=LOWER_AND_DIGITS):
        """Looks random, and is the same in every run with the same seed."""
        with self.lock:
            self.ids += 1
            digest = hashlib.sha512(f"{self.seed}/{self.name}/{self.ids}".encode()).digest()
        return "".join(alphabet[byte % len(alphabet)] for byte in digest[:length])

    def store(self, exchange, path, content, content_type=None, sha256=None):
        if self.limit is not None and content.size > self.limit:
            raise Refused(413, "file too large", self.too_large(content.size))
        kind = content_type or mimetypes.guess_type(path)[0] or "application/octet-stream"
        file = StoredFile(self.url + path, content, kind, sha256)
        exchange.fault.keep(file)
        exchange.file = self.files[path] = file
        exchange.notes["url"] = file.url
        return file

    # Delivery.

    def find(self, path):
        file = self.files.get(path)
        return file if file and file.alive else None

    def download(self, exchange):
        file = exchange.file = self.find(exchange.request.path)
        if not file:
            return self.says(404)
        with self.lock:
            # Of two clients that ask for it at once, one gets it.
            if file.gone:
                return self.says(404)
            file.gone = file.single and exchange.request.method == "GET"
        whole, wanted = file.content, exchange.request.header("range")
        headers = [("Content-Type", file.content_type), ("Accept-Ranges", "bytes")]
        bounds = wanted and byte_range(wanted, whole.size)
        if not bounds:
            return Answer(200, whole, headers)
        first, end = bounds
        if first >= end:
            return Answer(416, headers=[("Content-Range", f"bytes */{whole.size}")])
        headers.append(("Content-Range", f"bytes {first}-{end - 1}/{whole.size}"))
        return Answer(206, whole.cut(first, end), headers)


def byte_range(text, size):
    """(first, end) of a single range; None when it is to be ignored; empty when it cannot be satisfied."""
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", text)
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    return first, min(last + 1, size)


class FormHost(Host):
    """A host whose upload is a multipart form with one file."""
    takes_form = True
    minds_agent = True
    endpoint = "/"
    file_field = "file"
    text_fields = {}            # name: pattern of its value
    required = ()
    several_files = False
    file_last = False
    other_fields = False        # are ignored, as PHP and others do

    def fields(self, exchange):
        """The text fields, and the part with the file (None when there is none)."""
        form = exchange.form
        if not form or form.error:
            raise Refused(400, form.error if form else "not multipart/form-data")
        texts, file = {}, None
        for part in form.parts:
            if part.name == self.file_field:
                if part.filename is None:
                    raise Refused(400, f"{part.name}: no filename")
                if file and not self.several_files:
                    raise Refused(400, f"{part.name}: more than one file")
                file = file or part
            elif part.name not in self.text_fields:
                if not self.other_fields:
                    raise Refused(400, f"{part.name}: unexpected field")
            elif part.filename is not None or part.name in texts:
                raise Refused(400, f"{part.name}: a file, or repeated")
            elif file and self.file_last:
                raise Refused(400, f"{part.name}: after the file")
            elif not re.fullmatch(self.text_fields[part.name], part.value):
                raise Refused(400, f"{part.name}: bad value", self.bad_value(part))
            else:
                texts[part.name] = part.value
        for name in self.required:
            if name not in texts:
                raise Refused(400, f"{name}: missing")
        return texts, file

    @staticmethod
    def urlencoded(exchange):
        """The fields of the other kind of form, which holds no file; None when it is not of that kind."""
        if exchange.request.header("content-type") != "application/x-www-form-urlencoded":
            return None
        return dict(urllib.parse.parse_qsl(exchange.request.content.read().decode(), keep_blank_values=True))

    def bad_value(self, part):
        return None

    @staticmethod
    def file_content(exchange, part):
        return exchange.request.content.cut(part.offset, part.offset + part.size)
