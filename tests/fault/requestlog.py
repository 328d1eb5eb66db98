"""The log of requests: one JSON object a line, on disk before the client can have read the answer."""
import json
import threading


class RequestLog:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8", errors="surrogateescape")
        self.lock = threading.Lock()

    def write(self, record):
        line = json.dumps(record, ensure_ascii=True)
        with self.lock:
            self.file.write(line + "\n")
            self.file.flush()

    def held(self, text):
        """Tell that a request waits in its midst, of which there is nothing to log yet: a line in FILE.held."""
        with self.lock, open(self.file.name + ".held", "a", encoding="utf-8") as file:
            file.write(text + "\n")
