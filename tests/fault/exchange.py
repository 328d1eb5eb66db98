"""One request and its answer: where the host, the fault of the moment and the log meet."""
import hashlib
import time

from content import Content, Spool
from faults import Fault
from multipart import FormReader
from wire import Answer, BadRequest, BodyReader, Gone, RawReader


class Exchange:
    def __init__(self, host, connection, request, fault, log, options):
        self.host, self.connection, self.request, self.fault, self.log = host, connection, request, fault, log
        self.began = time.time()
        self.body = (RawReader if request.raw else BodyReader)(connection, request)
        self.spool = Spool(options.discard)
        self.hash = None if options.no_hash else hashlib.sha256()
        self.form = None
        if host.takes_form and (request.header("content-type") or "").lower().startswith("multipart/"):
            self.form = FormReader(request.header("content-type"), not options.no_hash)
        self.continued = False      # a 100 Continue was sent
        self.storing = True         # a body that is refused anyway is read and dropped
        self.file = None            # the StoredFile that this is about
        self.notes = {}             # what else the log should say

    def answer(self):
        refusal = None if self.fault.replaces else self.host.refusal(self.request)
        stop = self.fault.body_stop(self)
        if stop is not None:
            self._read(stop)
            ended = self.fault.interrupt(self)
            if ended:
                return ended
        if refusal and self.request.expects_continue:
            self.body.finished = True       # what has not been asked for does not come
            refusal.ending = refusal.ending or "close"
            return refusal
        self.storing = not refusal
        self._read()
        self.request.content = Content.of(self.spool)
        if self.form:
            self.form.finish()
        answer = self.fault.instead(self) or refusal or self.host.respond(self)
        if (self.request.header("connection") or "").lower() == "close":
            answer.ending = answer.ending or "close"
        self.fault.reshape(answer, self)
        return answer

    def _read(self, most=None):
        if self.request.expects_continue and not self.continued and most != 0:
            self.connection.send_continue(self.fault.continues)
            self.continued = True
        for block in self.body.blocks(most, self.fault.pace):
            if self.hash:
                self.hash.update(block)
            if self.storing:
                self.spool.write(block)
            if self.form:
                self.form.feed(block)

    def record(self, answer):
        request = self.request
        return {
            "began": self.began, "time": time.time(), "host": self.host.name, "connection": self.connection.number,
            "method": request.method, "path": request.target, "headers": request.headers,
            "user_agent": request.header("user-agent"), "content_length": request.length,
            "body_bytes": self.body.count, "body_sha256": self.hash and self.hash.hexdigest(),
            "form": self.form and [part.summary() for part in self.form.parts],
            "fault": None if self.fault.name == "ok" else self.fault.text,
            "status": answer.status, "cut": not self.body.finished, **self.notes,
        }


def serve(host, connection, script, log, options):
    """Answers requests until either side ends."""
    ending = "keep"
    try:
        while ending == "keep":
            ending = _serve_one(host, connection, script, log, options)
    except (Gone, OSError):
        pass
    finally:
        connection.end(ending)


def _serve_one(host, connection, script, log, options):
    exchange = None
    try:
        request = host.next_request(connection)
        if request is None:
            return None
        # What a scripted redirect leads to belongs to that entry and uses up no other.
        fault = Fault() if host.follow(request) else script.draw(host.phase(request))
        exchange = Exchange(host, connection, request, fault, log, options)
        answer = exchange.answer()
        if request.raw:
            answer.bare, answer.ending = True, answer.ending or "drop"
    except (BadRequest, Gone, OSError) as error:
        answer, notes = Answer(ending="close"), {}
        if isinstance(error, BadRequest):
            answer, notes = Answer.text(400, f"{error}\n", ending="close"), {"refused": str(error)}
        record = exchange.record(answer) if exchange else {
            "time": time.time(), "host": host.name, "connection": connection.number, "method": None, "path": None,
            "status": answer.status, "cut": not notes}
        log.write({**record, **notes})
    else:
        log.write(exchange.record(answer))
    connection.send(answer, with_body=not exchange or request.method != "HEAD")
    return answer.ending or "keep"
