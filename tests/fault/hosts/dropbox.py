"""Dropbox's HTTP API, version 2 (its specification and its own SDK, 2026-08), and the pages behind shared links; one
address for what is api., content. and www.dropbox.com in reality.

Unknown in reality, chosen here: what finishing a session twice says, and that a piece sent twice is taken twice.
"""
import base64
import hashlib
import json
import re
import time
import urllib.parse

from content import Content
from hosts.base import LETTERS_AND_DIGITS, Host, Refused
from wire import Answer

ACCESS, EXPIRED, LIMITED = "sl.access-of-tests", "sl.expired-of-tests", "sl.limited-of-tests"
KEY, SECRET = "appkeyoftests12", "appsecretoftests"
REFRESH, REFRESH_SECRET = "refresh-of-tests", "refresh-of-secret-tests"     # of a flow with PKCE, and of one with a secret
CODE = "code-of-tests"
BLOCK = 4 << 20
REQUEST_MAX = 150 << 20
SCOPES = "account_info.read files.content.write sharing.read sharing.write"
COMMIT = {"path": str, "mode": object, "autorename": bool, "client_modified": str, "mute": bool,
          "strict_conflict": bool, "content_hash": str}
ARGUMENTS = {
    "files/upload": COMMIT,
    "files/upload_session/start": {"close": bool, "session_type": object, "content_hash": str},
    "files/upload_session/append_v2": {"cursor": dict, "close": bool, "content_hash": str},
    "files/upload_session/finish": {"cursor": dict, "commit": dict, "content_hash": str},
    "files/delete_v2": {"path": str, "parent_rev": str},
    "sharing/create_shared_link_with_settings": {"path": str, "settings": dict},
    "sharing/list_shared_links": {"path": str, "direct_only": bool, "cursor": str},
}
SETTINGS = {"expires": str, "audience": object, "access": object, "require_password": bool, "link_password": str,
            "allow_download": bool}


def content_hash(content):
    whole = hashlib.sha256()
    for start in range(0, content.size, BLOCK):
        whole.update(hashlib.sha256(content.cut(start, start + BLOCK).read()).digest())
    return whole.hexdigest()


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def tag_of(value):
    """A union's tag, which stands alone where nothing goes with it."""
    return value.get(".tag") if isinstance(value, dict) else value


class Conflict(Refused):
    """A route's own error: HTTP 409, with the union's tags."""

    def __init__(self, tags, status=409, reason=False, **more):
        *outer, last = tags.split("/")
        error = {".tag": last, **more}
        for depth, tag in enumerate(reversed(outer)):
            member = "reason" if reason and depth == len(outer) - 1 else tag
            error = {".tag": tag, member: error}
        text = json.dumps({"error_summary": f"{tags}/..", "error": error})
        super().__init__(status, tags, Answer.text(status, text, kind="application/json"))


class Session:
    def __init__(self, concurrent):
        self.concurrent, self.closed = concurrent, False
        self.pieces = {}        # offset: Content


class Dropbox(Host):
    kind = "dropbox"
    basic = True                # whose links cannot expire
    tokens = (ACCESS, LIMITED)
    folders = ("/a folder",)

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.sessions = {}
        self.stored = {}        # path in lower case: StoredFile
        self.links = {}         # path of the URL: StoredFile
        self.fresh = set()      # access tokens that were given out
        self.codes = {CODE: None}

    # Which phase of a fault script a request belongs to.

    def phase(self, request):
        path = request.path
        if request.method in ("GET", "HEAD"):
            return super().phase(request)
        return {"/2/files/upload": "upload", "/2/files/upload_session/start": "create",
                "/2/files/upload_session/append_v2": "part", "/2/files/upload_session/finish": "complete",
                "/oauth2/token": "role"}.get(path, "manage")

    def says(self, status):
        if status == 429:
            text = json.dumps({"error_summary": "too_many_requests/..",
                               "error": {"reason": {".tag": "too_many_requests"}}})
            return Answer.text(429, text, kind="application/json")
        return super().says(status)

    def announce(self, url, file):
        """Metadata; for an address that is made up, of a file that nobody has."""
        return Answer.text(200, json.dumps(self.metadata(file) if file else {
            "name": "abc123.bin", "id": "id:madeup", "rev": "0123456789abcdef0", "size": 0,
            "content_hash": hashlib.sha256(b"made up").hexdigest()}), kind="application/json")

    @staticmethod
    def metadata(file):
        return {"name": file.path.rpartition("/")[2], "id": file.id, "client_modified": file.modified,
                "server_modified": file.written, "rev": file.rev, "size": file.content.size,
                "path_lower": file.path.lower(), "path_display": file.path, "is_downloadable": True,
                "content_hash": content_hash(file.content)}

    # Requests.

    def on_post(self, exchange):
        request = exchange.request
        if request.path == "/oauth2/token":
            return self.give_token(exchange)
        route = request.path.removeprefix("/2/")
        if route not in ARGUMENTS or "?" in request.target:
            raise Refused(404, "Unknown API function")
        self.authenticate(request)
        content = route.startswith("files/upload")
        argument = self.argument(exchange, content)
        exchange.notes["argument"] = argument
        self.check(argument, ARGUMENTS[route], route)
        if content and request.content.size > REQUEST_MAX:
            raise Conflict("payload_too_large")
        return getattr(self, route.rpartition("/")[2])(exchange, argument)

    @staticmethod
    def argument(exchange, content):
        """The JSON of the header, which is ASCII, or of the body."""
        request = exchange.request
        text = request.header("dropbox-api-arg")
        wanted = "application/octet-stream" if content else "application/json"
        if request.header("content-type") != wanted:
            raise Refused(400, f'Error in call to API function: Bad HTTP "Content-Type" header: need {wanted}')
        if content:
            # The reader of headers has let DEL pass for no request: HTTP forbids it.
            if text is None or not text.isascii() or "\x7f" in text:
                raise Refused(400, 'Error in call to API function: HTTP header "Dropbox-API-Arg": not ASCII, or missing')
        elif text is not None:
            raise Refused(400, "Error in call to API function: the argument belongs into the body")
        else:
            text = request.content.read().decode()
        try:
            argument = json.loads(text)
        except ValueError:
            raise Refused(400, "Error in call to API function: could not decode input as JSON") from None
        if not isinstance(argument, dict):
            raise Refused(400, "Error in call to API function: expected an object")
        return argument

    @staticmethod
    def check(argument, known, where):
        for name, value in argument.items():
            if name not in known or not isinstance(value, known[name]):
                raise Refused(400, f"Error in call to API function: {where}: {name}: unknown, or of a wrong type")

    def authenticate(self, request):
        kind, _, token = (request.header("authorization") or "").partition(" ")
        if kind != "Bearer" or not token:
            raise Refused(400, "Error in call to API function: Invalid authorization value")
        if token == EXPIRED:
            raise Conflict("expired_access_token", 401)
        if token not in self.tokens and token not in self.fresh:
            raise Conflict("invalid_access_token", 401)
        if token == LIMITED and not request.path.startswith("/2/files/"):
            raise Conflict("missing_scope", 401, required_scope="sharing.write")

    # Tokens.

    def give_token(self, exchange):
        request = exchange.request
        if request.header("content-type") != "application/x-www-form-urlencoded":
            raise Refused(400, "bad content type")
        form = dict(urllib.parse.parse_qsl(request.content.read().decode(), strict_parsing=True))
        kind, told = form.get("grant_type"), {}
        if form.get("client_id") != KEY:
            return self.no_token("invalid_client_id")
        if kind == "refresh_token":
            given, secret = form.get("refresh_token"), form.get("client_secret")
            if given not in (REFRESH, REFRESH_SECRET):
                return self.no_token("invalid_grant")
            if given == REFRESH_SECRET and secret != SECRET:
                return self.no_token("invalid_client", 401)
        elif kind == "authorization_code":
            code, verifier = form.get("code"), form.get("code_verifier", "")
            if code not in self.codes or not re.fullmatch("[A-Za-z0-9._~-]{43,128}", verifier):
                return self.no_token("invalid_grant")
            digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
            if self.codes.pop(code) != digest or "client_secret" in form:
                return self.no_token("invalid_grant")
            told = {"refresh_token": REFRESH, "uid": "1", "account_id": "dbid:tests"}
        else:
            return self.no_token("unsupported_grant_type")
        token = "sl." + self.new_id(40, LETTERS_AND_DIGITS)
        self.fresh.add(token)
        return Answer.text(200, json.dumps({"access_token": token, "token_type": "bearer", "expires_in": 14400,
                                            "scope": SCOPES, **told}), kind="application/json")

    @staticmethod
    def no_token(error, status=400):
        return Answer.text(status, json.dumps({"error": error, "error_description": error.replace("_", " ")}),
                           kind="application/json")

    # Files.

    def commit(self, exchange, commit, content, reason=False):
        """reason: how files/upload wraps what is the matter with the path."""
        path, mode = commit.get("path", ""), tag_of(commit.get("mode", "add"))
        if not re.fullmatch(r"/(.|[\r\n])*", path):
            raise Refused(400, "Error in call to API function: path: did not match pattern '(/(.|[\\r\\n])*)|(ns:…)|(id:…)'")
        if path.endswith("/") or re.search(r"[\\\x00-\x1f]|//", path):
            raise Conflict("path/malformed_path", reason=reason)
        if path.rpartition("/")[2].lower() in ("thumbs.db", "desktop.ini"):
            raise Conflict("path/disallowed_name", reason=reason)
        if path.startswith("/full/"):
            raise Conflict("path/insufficient_space", reason=reason)
        if path in self.folders:
            raise Conflict("path/conflict/folder", reason=reason)
        with self.lock:
            there = self.stored.get(path.lower())
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", commit.get("client_modified", moment(0))):
            raise Refused(400, "Error in call to API function: client_modified: does not match format '%Y-%m-%dT%H:%M:%SZ'")
        # Then nothing is written, whatever the mode: client_modified stays too.
        if there and not commit.get("strict_conflict") and content_hash(there.content) == content_hash(content):
            exchange.file = there
            return self.announce(there.url, there)
        if there and mode != "overwrite":
            if not commit.get("autorename"):
                raise Conflict("path/conflict/file", reason=reason)
            stem, dot, extension = path.rpartition(".")
            number = 1
            while there:
                path = f"{stem} ({number}).{extension}" if dot else f"{commit['path']} ({number})"
                there, number = self.stored.get(path.lower()), number + 1
        file = self.store(exchange, "/files" + path, content)
        file.path, file.rev = path, self.new_id(17, "0123456789abcdef")
        file.written = moment(time.time())
        file.modified = commit.get("client_modified", file.written)
        file.id = there.id if there else "id:" + self.new_id(22, LETTERS_AND_DIGITS)
        file.link = there.link if there else None
        if file.link:
            self.links[urllib.parse.urlsplit(file.link["url"]).path] = file
        self.stored[path.lower()] = file
        return self.announce(file.url, file)

    @staticmethod
    def check_hash(argument, content):
        given = argument.get("content_hash")
        if given is not None and given != content_hash(content):
            raise Conflict("content_hash_mismatch")

    def upload(self, exchange, argument):
        self.check_hash(argument, exchange.request.content)
        return self.commit(exchange, argument, exchange.request.content, reason=True)

    def at_path(self, path, error):
        """The file of a path, or of an id."""
        file = next((file for file in self.stored.values() if path in (file.id, file.path)), None)
        if not file:
            raise Conflict(error + "/not_found")
        return file

    def delete_v2(self, _, argument):
        file = self.at_path(argument["path"], "path_lookup")
        if argument.get("parent_rev", file.rev) != file.rev:
            raise Conflict("path_write/conflict/file")
        del self.stored[file.path.lower()]
        file.gone = True
        return Answer.text(200, json.dumps({"metadata": {".tag": "file", **self.metadata(file)}}),
                           kind="application/json")

    # Upload sessions.

    def session(self, argument, prefix=""):
        cursor = argument.get("cursor", {})
        self.check(cursor, {"session_id": str, "offset": int}, "cursor")
        session = self.sessions.get(cursor.get("session_id"))
        if not session:
            raise Conflict(prefix + "not_found")
        return session, cursor["offset"]

    def start(self, exchange, argument):
        concurrent = tag_of(argument.get("session_type", "sequential")) == "concurrent"
        if concurrent and exchange.request.content.size:
            raise Conflict("concurrent_session_data_not_allowed")
        if concurrent and argument.get("close"):
            raise Conflict("concurrent_session_close_not_allowed")
        name = "pid_upload_session:" + self.new_id(40, LETTERS_AND_DIGITS)
        self.sessions[name] = session = Session(concurrent)
        if not concurrent:
            self.check_hash(argument, exchange.request.content)
            session.pieces[0] = Content(*exchange.request.content.segments)
            session.closed = bool(argument.get("close"))
        return Answer.text(200, json.dumps({"session_id": name}), kind="application/json")

    def append_v2(self, exchange, argument):
        session, offset = self.session(argument)
        content = exchange.request.content
        self.check_hash(argument, content)
        if session.closed:
            raise Conflict("closed")
        here = sum(piece.size for piece in session.pieces.values())
        if not session.concurrent and offset != here:
            raise Conflict("incorrect_offset", correct_offset=here)
        if session.concurrent and offset % BLOCK:
            raise Conflict("concurrent_session_invalid_offset")
        if session.concurrent and content.size % BLOCK and not argument.get("close"):
            raise Conflict("concurrent_session_invalid_data_size")
        session.pieces[offset] = Content(*content.segments)
        session.closed = bool(argument.get("close"))
        return Answer.text(200, "null", kind="application/json")

    def finish(self, exchange, argument):
        session, offset = self.session(argument, "lookup_failed/")
        if session.concurrent and exchange.request.content.size:
            raise Conflict("concurrent_session_data_not_allowed")
        if session.concurrent and not session.closed:
            raise Conflict("concurrent_session_not_closed")
        whole = Content()
        for start, piece in sorted(session.pieces.items()):
            if start != whole.size:
                raise Conflict("concurrent_session_missing_data")
            whole = whole + piece
        if offset != whole.size:
            raise Conflict("lookup_failed/incorrect_offset", correct_offset=whole.size)
        whole = whole + exchange.request.content
        self.check(argument.get("commit", {}), COMMIT, "commit")
        answer = self.commit(exchange, argument["commit"], whole)
        del self.sessions[argument["cursor"]["session_id"]]
        return answer

    # Links.

    def create_shared_link_with_settings(self, exchange, argument):
        settings = argument.get("settings") or {}
        self.check(settings, SETTINGS, "settings")
        file = self.at_path(argument["path"], "path")
        exchange.file = file
        if file.link:
            more = {} if settings else {"metadata": {".tag": "metadata", "metadata": file.link, **file.link}}
            error = {".tag": "shared_link_already_exists"}
            if more:
                error["shared_link_already_exists"] = {".tag": "metadata", "metadata": file.link}
            text = json.dumps({"error_summary": "shared_link_already_exists/..", "error": error})
            raise Refused(409, "shared_link_already_exists", Answer.text(409, text, kind="application/json"))
        if settings.get("expires") and self.basic:
            raise Conflict("settings_error/not_authorized")
        path = f"/scl/fi/{self.new_id(20)}/{urllib.parse.quote(file.path.rpartition('/')[2])}"
        key = self.new_id(25)
        file.link = {".tag": "file", "url": f"{self.url}{path}?rlkey={key}&st={self.new_id(8)}&dl=0", "id": file.id,
                     "name": file.path.rpartition("/")[2], "path_lower": file.path.lower(), "rev": file.rev,
                     "link_permissions": {"resolved_visibility": {".tag": "public"}, "can_revoke": True}}
        if settings.get("expires"):
            file.link["expires"] = settings["expires"]
        file.key = key
        self.links[path] = file
        return Answer.text(200, json.dumps(file.link), kind="application/json")

    def list_shared_links(self, _, argument):
        files = [self.at_path(argument["path"], "path")] if "path" in argument else list(self.links.values())
        return Answer.text(200, json.dumps({"links": [file.link for file in files if file.link], "has_more": False}),
                           kind="application/json")

    # What a browser, or a download, sees.

    def download(self, exchange):
        request = exchange.request
        query = dict(urllib.parse.parse_qsl(request.target.partition("?")[2], keep_blank_values=True))
        if request.path == "/oauth2/authorize":
            if query.get("client_id") != KEY or query.get("response_type") != "code" or \
                    query.get("code_challenge_method") != "S256" or query.get("token_access_type") != "offline":
                raise Refused(400, "bad request to authorize")
            self.codes[CODE] = query.get("code_challenge")
            return Answer.text(200, f"<!DOCTYPE html>\n<html><body>{CODE}</body></html>\n", kind="text/html")
        file = exchange.file = self.links.get(request.path)
        if not file or not file.alive or urllib.parse.parse_qs(
                urllib.parse.urlsplit(file.link["url"]).query)["rlkey"] != [query.get("rlkey")]:
            return Answer.text(404, "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", kind="text/html")
        if query.get("dl") != "1":
            return Answer.text(200, "<!DOCTYPE html>\n<html><body>Dropbox</body></html>\n", kind="text/html")
        request.path = urllib.parse.urlsplit(file.url).path
        return Host.download(self, exchange)


class PlusDropbox(Dropbox):
    """An account whose links may expire."""
    kind = "dropbox-plus"
    basic = False
