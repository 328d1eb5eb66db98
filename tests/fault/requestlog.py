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
