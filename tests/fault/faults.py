"""The ways a host can misbehave, and the scripts that say which request meets which.

A script is written FAULT[=VALUE][,KEY=VALUE...][;FAULT...][*]. One entry is used up by each request of its phase; the
last one, marked *, stays for ever. Any value may hold percent escapes.

A fault overrides methods of Fault: it interrupts the body, answers instead of the host, changes what the host keeps,
or reshapes the answer. To add one is to add one function or class.
"""
import collections
import email.utils
import re
import threading
import time
import urllib.parse

from content import Content
from hosts.base import LOOP, MOVED
from wire import Answer

# Those of the second line are S3's: of a multipart upload, of the list of its parts, and of who gives out credentials.
PHASES = ("upload", "download", "head", "manage", "any",
          "create", "part", "parts", "complete", "abort", "bucket", "role")
ENDLESS_SECONDS = 30
FAULTS = {}


class BadScript(Exception):
    pass


# What a value may be: functions from its text, described by their docstrings.

def raw(text):
    """text"""
    return urllib.parse.unquote_to_bytes(text)


def line(text):
    """text"""
    return raw(text).decode("utf-8", "surrogateescape")


def count(text):
    """a number of bytes"""
    if not text.isascii() or not text.isdigit():
        raise ValueError
    return int(text)


def status(text):
    """a status from 200 to 999"""
    if not 200 <= count(text) <= 999:
        raise ValueError
    return int(text)


def seconds(text):
    """a number of seconds, at most a day"""
    if not 0 <= float(text) <= 86400:
        raise ValueError
    return float(text)


def offset(text):
    """a whole number of seconds, at most ten years either way"""
    if abs(int(text)) > 315_000_000:
        raise ValueError
    return int(text)


def place(text):
    """body, answer or download"""
    if text not in ("body", "answer", "download"):
        raise ValueError
    return text


class Fault:
    """No fault; the others change one thing."""
    name = "ok"
    value = None            # what =VALUE is; None: there is none
    default = None          # its default; None: it must be given
    options = {}            # what each KEY may hold
    phases = PHASES
    replaces = False        # answers instead of the host, which then sees nothing of the request
    continues = 1           # 100 Continue answers to an Expect
    pace = None             # bytes a second at which the body is read

    def __init__(self, text="ok", value=None, options=()):
        self.text = text
        self.argument = self.default if value is None else value
        self.given = dict(options)

    def body_stop(self, exchange):
        """How much of the body to read before interrupt(); None: do not interrupt."""

    def interrupt(self, exchange):
        """An Answer that ends the exchange there, or None to go on."""

    def instead(self, exchange):
        """The Answer instead of the host's."""

    def keep(self, file):
        """Change what the host keeps of an upload."""

    def reshape(self, answer, exchange):
        """Change the answer on its way out."""


FAULTS["ok"] = Fault


def fault(name, **attributes):
    """Registers a class, made from a base with these attributes changed, under a name."""
    def register(cls):
        FAULTS[name] = type(name, (cls,), {"name": name, **attributes})
        return cls
    return register


def answers(name, **attributes):
    """A fault that is one function: the Answer instead of the host's."""
    return lambda function: fault(name, instead=function, replaces=True, **attributes)(Fault) and function


def reshapes(name, **attributes):
    """A fault that is one function: a change of the host's Answer."""
    return lambda function: fault(name, reshape=function, **attributes)(Fault) and function


# Answers instead of the host's.

REPLY = {"body": raw, "retry-after": line, "retry-after-date": offset}


def reply(given, code, exchange):
    """The refusal with this status, in the host's own words unless the script gives others."""
    answer = exchange.host.says(code)
    if "body" in given:
        answer.content = Content.of(given["body"])
    if code == 401:
        answer.headers.append(("WWW-Authenticate", 'Basic realm="upload"'))
    if code == 407:
        answer.headers.append(("Proxy-Authenticate", 'Basic realm="proxy"'))
    if "retry-after" in given:
        answer.headers.append(("Retry-After", given["retry-after"]))
    if "retry-after-date" in given:
        when = email.utils.formatdate(time.time() + given["retry-after-date"], usegmt=True)
        answer.headers.append(("Retry-After", when))
    return answer


@answers("status", value=status, options=REPLY)
@answers("407", default=407, options=REPLY)
def refuse(self, exchange):
    return reply(self.given, self.argument, exchange)


@answers("head-refused")
def refuse_head(self, exchange):
    return Answer.text(405, "Method Not Allowed\n", ("Allow", "GET, POST"))


@answers("html", value=status, default=200)
def html(self, exchange):
    page = "<!DOCTYPE html>\n<html><head><title>Upload</title></head><body><h1>Upload a file</h1>" \
           f'<a href="{exchange.host.url}/">home</a></body></html>\n'
    return Answer.text(self.argument, page, kind="text/html; charset=utf-8")


@answers("prose", value=status, default=200)
def prose(self, exchange):
    return Answer.text(self.argument, "Sorry, something went wrong with your upload.")


@answers("empty", value=status, default=200)
def empty(self, exchange):
    return Answer.text(self.argument, "")


@answers("url", value=raw)
def url(self, exchange):
    return Answer.text(200, self.argument)


@answers("other-host")
def other_host(self, exchange):
    """In this host's own form, an address where nobody listens."""
    return exchange.host.announce("http://127.0.0.1:1/files/abc123.bin", None)


def redirect(self, target):
    return Answer.text(self.given.get("status", 302), "Moved\n", ("Location", target))


@answers("redirect", value=line, options={"status": status})
def redirect_to(self, exchange):
    return redirect(self, self.argument)


@answers("redirect-other", options={"status": status})
def redirect_other(self, exchange):
    """To another path of this host, which works."""
    return redirect(self, f"{exchange.host.url}{MOVED}{exchange.request.target[1:]}")


@answers("redirect-loop", options={"status": status})
def redirect_loop(self, exchange):
    """To a path that redirects for ever, whatever the script says next."""
    return redirect(self, f"{exchange.host.url}{LOOP}1")


@answers("escapes", value=status, default=500)
def escapes(self, exchange):
    """What must not reach a terminal: colours, a title, CR, backspaces, a bidirectional override."""
    trick = "\x1b[31mred\x1b[0m \x1b]0;title\x07 over\rwritten \b\b\b \u202egnp.exe\u202c"
    return Answer.text(self.argument, f"Error: {trick}\x9b31m\n", ("X-Note", trick), reason=trick)


@answers("garbage")
def garbage(self, exchange):
    return Answer(verbatim=[b"SSH-2.0-OpenSSH_9.2\r\n", bytes(range(256)) * 4], ending="close")


STATUS_OK = b"HTTP/1.1 200 OK\r\n"
ENDLESS_LINE = b"X-Endless: " + b"x" * 1000


def endless_blocks(self, opening, block):
    deadline = time.monotonic() + self.given.get("seconds", ENDLESS_SECONDS)
    block *= max(1, 65536 // len(block))
    yield opening
    while time.monotonic() < deadline:
        yield block


@answers("endless", options={"seconds": seconds})
def endless(self, exchange):
    opening = STATUS_OK + b"Content-Type: text/plain\r\nConnection: close\r\n\r\n"
    return Answer(200, verbatim=endless_blocks(self, opening, b"x" * 65536), ending="close")


@answers("endless-headers", options={"seconds": seconds, "line": raw})
def endless_headers(self, exchange):
    block = self.given.get("line", ENDLESS_LINE) + b"\r\n"
    return Answer(200, verbatim=endless_blocks(self, STATUS_OK, block), ending="close")


@answers("endless-interims", options={"seconds": seconds, "line": raw})
def endless_interims(self, exchange):
    """Answers of 103 (RFC 8297), and none after them."""
    block = b"HTTP/1.1 103 Early Hints\r\n" + self.given.get("line", ENDLESS_LINE) + b"\r\n\r\n"
    return Answer(200, verbatim=endless_blocks(self, b"", block), ending="close")


@reshapes("endless-trailers", options={"seconds": seconds, "line": raw})
def endless_trailers(self, answer, exchange):
    """All of the host's answer, then trailers (RFC 9112, section 7.1.2) that do not end."""
    content = answer.content.read()
    opening = STATUS_OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n" % (len(content), content)
    block = self.given.get("line", ENDLESS_LINE) + b"\r\n"
    answer.verbatim, answer.ending = endless_blocks(self, opening, block), "close"


# The end of the connection before the answer.

@fault("reset", options={"after": count}, ending="reset", usual_stop=0)
@fault("close", options={"after": count}, ending="close", usual_stop=1 << 62)
class Cut(Fault):
    """Ends in the body of an upload, or with after=N in the body of a download."""

    def body_stop(self, exchange):
        if "after" not in self.given:
            return self.usual_stop
        return self.given["after"] if exchange.request.method not in ("GET", "HEAD") else None

    def interrupt(self, exchange):
        return Answer(ending=self.ending)

    def reshape(self, answer, exchange):
        answer.stop, answer.ending = self.given["after"], self.ending


@fault("early", value=status, options={"after": count, **REPLY}, ending="linger")
@fault("early-then-reset", value=status, options={"after": count, **REPLY}, ending="reset")
class Early(Fault):
    """Answers while the body is still coming, and never reads the rest."""
    phases = ("upload", "part")

    def body_stop(self, exchange):
        return self.given.get("after", 0)

    def interrupt(self, exchange):
        answer = reply(self.given, self.argument, exchange)
        answer.ending = self.ending
        return answer


# Time.

@fault("stall", options={"at": place, "after": count, "seconds": seconds})
class Stall(Fault):
    """Holds still, then goes on as if nothing had been."""

    def _at(self, exchange):
        usual = {"GET": "download", "HEAD": "answer"}.get(exchange.request.method, "body")
        return self.given.get("at", usual)

    def _seconds(self):
        return self.given.get("seconds", 30)

    def body_stop(self, exchange):
        return self.given.get("after", 0) if self._at(exchange) == "body" else None

    def interrupt(self, exchange):
        exchange.log.held(self.text)
        exchange.connection.hold(self._seconds())

    def reshape(self, answer, exchange):
        if self._at(exchange) == "answer":
            answer.pause = (None, self._seconds())
        elif self._at(exchange) == "download":
            answer.pause = (self.given.get("after", 0), self._seconds())


@fault("slow", options={"bytes-per-second": count})
class Slow(Fault):
    """Reads an upload, and sends a download, that slowly."""

    @property
    def pace(self):
        return max(1, self.given.get("bytes-per-second", 1000))

    def reshape(self, answer, exchange):
        if exchange.request.method == "GET":
            answer.pace = self.pace


# Damage: to the file kept when it meets an upload, to what is delivered when it meets a download.

class Damage(Fault):
    def damage(self, content):
        raise NotImplementedError

    def keep(self, file):
        file.content = self.damage(file.content)

    def reshape(self, answer, exchange):
        # Some hosts serve a file to POST.
        if exchange.request.method in ("GET", "HEAD") or exchange.host.phase(exchange.request) == "download":
            answer.content = self.damage(answer.content)


@fault("corrupt")
class Corrupt(Damage):
    def damage(self, content):
        return content.corrupted()


@fault("short", value=count)
class Short(Damage):
    def damage(self, content):
        return content.cut(0, max(0, content.size - self.argument))


@fault("longer", value=count)
class Longer(Damage):
    def damage(self, content):
        return content.longer(self.argument)


@reshapes("truncate", value=count)
def truncate(self, answer, exchange):
    """Promises the whole, closes so many bytes before its end."""
    answer.stop, answer.ending = max(0, answer.content.size - self.argument), "close"


@fault("once")
class Once(Fault):
    """The link dies with its first GET, or with this one."""
    phases = ("upload", "download", "any")

    def keep(self, file):
        file.single = True

    def reshape(self, answer, exchange):
        if exchange.file and exchange.request.method == "GET":
            exchange.file.gone = True


# Form of the answer.

@reshapes("nul")
def nul(self, answer, exchange):
    answer.content += Content.of(b"\n\0")


@reshapes("answer-then-reset")
def answer_then_reset(self, answer, exchange):
    """All of the answer, and no orderly end after it."""
    answer.ending = "reset"


@reshapes("chunked")
def chunked(self, answer, exchange):
    answer.chunked = True


@reshapes("empty-reason")
def empty_reason(self, answer, exchange):
    answer.reason = ""


@reshapes("big-header", value=count, default=200_000)
def big_header(self, answer, exchange):
    answer.headers.append(("X-Big", "x" * self.argument))


@reshapes("two-continues", continues=2)
def two_continues(self, answer, exchange):
    if not exchange.continued:
        answer.interim = 2


@reshapes("no-continue", continues=0)
def no_continue(self, answer, exchange):
    """Waits for the body without a word, as hosts do that do not know Expect."""


@reshapes("no-range")
def no_range(self, answer, exchange):
    """Answers a range request with the whole file, as a host may."""
    if answer.status == 206 and exchange.file:
        answer.status, answer.content = 200, exchange.file.content
        answer.headers = [header for header in answer.headers if header[0] != "Content-Range"]


@reshapes("answer-lost")
def answer_lost(self, answer, exchange):
    """What was asked for is done, and nobody hears of it."""
    answer.status, answer.ending = None, "close"


# Of S3 alone.

@answers("s3", value=line, options={"status": status, "region": line, "location": line, "message": line,
                                    "retry-after": line, "seconds": seconds})
def s3_error(self, exchange):
    """The error of this code, in the store's own form; seconds pass before it."""
    exchange.connection.hold(self.given.get("seconds", 0))
    headers = [(name, self.given[option]) for option, name in (
        ("region", "x-amz-bucket-region"), ("location", "Location"), ("retry-after", "Retry-After"))
        if option in self.given]
    return exchange.host.error(self.argument, self.given.get("status"), self.given.get("message"), headers=headers)


@answers("s3-error-in-200", value=line, default="InternalError")
def s3_error_in_200(self, exchange):
    """White space that kept the connection alive, then an error after all."""
    answer = exchange.host.error(self.argument, 200)
    answer.content = Content.of(b" \n\r\n\t " * 40) + answer.content
    return answer


@fault("s3-ignores-conditions")
class S3IgnoresConditions(Fault):
    """If-None-Match is as if it were not there."""


@fault("s3-late")
class S3Late(Fault):
    """Nobody hears of this part, and it takes its place only when the upload is completed."""
    phases = ("part",)

    def reshape(self, answer, exchange):
        answer.status, answer.ending = None, "close"


def s3_etag(text):
    """bare, empty or other"""
    if text not in ("bare", "empty", "other"):
        raise ValueError
    return text


@reshapes("s3-etag", value=s3_etag)
def s3_change_etag(self, answer, exchange):
    """The ETag in header and XML without its quotes, without anything, or another one."""
    def changed(tag):
        tag = tag.replace('"', "").replace("&quot;", "")
        return {"bare": tag, "empty": "", "other": "0" * 32}[self.argument]
    answer.headers = [(name, changed(text) if name == "ETag" else text) for name, text in answer.headers]
    text = answer.content.read().decode()
    answer.content = Content.of(re.sub("<ETag>(.*?)</ETag>", lambda tag: f"<ETag>{changed(tag[1])}</ETag>", text))


@reshapes("s3-expiration", value=line)
def s3_expiration(self, answer, exchange):
    """As a lifecycle rule of the bucket has it said: expiry-date="...", rule-id="..."."""
    answer.headers.append(("x-amz-expiration", self.argument))


@reshapes("s3-answer-cut", value=count)
def s3_answer_cut(self, answer, exchange):
    """Done, and told without the last so many bytes, which no length misses."""
    answer.content = answer.content.cut(0, max(0, answer.content.size - self.argument))


@reshapes("s3-checksum-wrong")
def s3_checksum_wrong(self, answer, exchange):
    """Every checksum that the answer names is another one."""
    def wrong(text):
        return ("B" if text[0] == "A" else "A") + text[1:]
    answer.headers = [(name, wrong(text) if name.startswith("x-amz-checksum-crc") else text)
                      for name, text in answer.headers]
    text = answer.content.read().decode()
    answer.content = Content.of(re.sub("(<ChecksumCRC[^>]*>)([^<]*)", lambda found: found[1] + wrong(found[2]), text))


# Scripts.

def parse_entry(text, phase):
    first, *pairs = text.split(",")
    name, equals, value = first.partition("=")
    cls = FAULTS.get(name)
    if not cls:
        raise BadScript(f"{name}: no such fault")
    if phase not in cls.phases:
        raise BadScript(f"{name}: not in phase {phase}")
    if equals and not cls.value:
        raise BadScript(f"{name}: takes no value")
    if not equals and cls.value and cls.default is None:
        raise BadScript(f"{name}: needs a value")
    argument = convert(name, cls.value, value) if equals else None
    options = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if key not in cls.options or not equals or key in options:
            raise BadScript(f"{name}: {pair}: unknown, repeated or without a value")
        options[key] = convert(f"{name}: {key}", cls.options[key], value)
    return cls(text, argument, options)


def convert(what, kind, text):
    try:
        return kind(text)
    except ValueError:
        raise BadScript(f"{what}: {text}: not {kind.__doc__}") from None


class Script:
    """The faults of one host still to come, by phase."""

    def __init__(self):
        self.coming = {phase: collections.deque() for phase in PHASES}
        self.lasting = {}
        self.lock = threading.Lock()

    def add(self, phase, text):
        if phase not in PHASES:
            raise BadScript(f"{phase}: no such phase ({', '.join(PHASES)})")
        if phase in self.lasting:
            raise BadScript(f"{phase}: nothing can follow an entry that stays for ever")
        *firsts, last = text.split(";")
        self.coming[phase].extend(parse_entry(entry, phase) for entry in firsts)
        if last.endswith("*"):
            self.lasting[phase] = parse_entry(last[:-1], phase)
        else:
            self.coming[phase].append(parse_entry(last, phase))

    def draw(self, phase):
        """The fault for a request of this phase: its own script first, then that of any."""
        with self.lock:
            for name in (phase, "any"):
                if self.coming[name]:
                    return self.coming[name].popleft()
                if name in self.lasting:
                    return self.lasting[name]
        return Fault()
