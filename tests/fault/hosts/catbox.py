"""catbox.moe and litterbox.catbox.moe (closed source; clients and third-party reports of 2026).

Unknown in reality, chosen here: every status and sentence of a refusal but the 412 `Uploads paused`.
"""
import re
import time

from hosts.base import FormHost, Refused
from wire import Answer

REFUSED_EXTENSION = re.compile(r"exe|scr|cpl|doc.*|jar", re.IGNORECASE)


class Catbox(FormHost):
    kind = "catbox"
    limit = 200_000_000
    endpoint = "/user/api.php"
    file_field = "fileToUpload"
    text_fields = {"reqtype": "fileupload|deletefiles", "userhash": "[0-9a-f]{25}", "files": "[0-9a-z.]+( [0-9a-z.]+)*"}
    required = ("reqtype",)
    file_last = True
    words = {404: "404! The file you are looking for does not exist.\n", 412: "Uploads paused", 413: "File too large\n"}

    def agent_refused(self):
        return Answer(ending="close")

    def on_post(self, exchange):
        if exchange.request.path != self.endpoint:
            return self.says(404)
        texts = self.urlencoded(exchange)
        if texts is not None:
            if set(texts) - {"reqtype", "userhash", "files"} or texts.get("reqtype") != "deletefiles":
                raise Refused(400, "a form without a file is for deletefiles")
            return self.delete_files(texts)
        texts, part = self.fields(exchange)
        if texts["reqtype"] == "deletefiles":
            return self.delete_files(texts)
        if "files" in texts:
            raise Refused(400, "files: unexpected field")
        if not part:
            raise Refused(400, f"{self.file_field}: missing")
        extension = re.search(r"\.([0-9A-Za-z]+)$", part.filename)
        if extension and REFUSED_EXTENSION.fullmatch(extension[1]):
            raise Refused(412, "File type not allowed", Answer.text(412, "File type not allowed"))
        name = self.new_id(self.id_length(texts)) + (extension[0] if extension else "")
        file = self.store(exchange, "/files/" + name, self.file_content(exchange, part), sha256=part.sha256)
        file.owner, file.expires = texts.get("userhash"), self.expiry(texts)
        return self.announce(file.url, file)

    def id_length(self, texts):
        return 6

    def expiry(self, texts):
        return None

    def delete_files(self, texts):
        for name in texts.get("files", "").split():
            file = self.find("/files/" + name)
            # Anonymous files belong to nobody and cannot be deleted.
            if not file or not texts.get("userhash") or file.owner != texts["userhash"]:
                raise Refused(412, "File doesn't exist or doesn't belong to you")
            file.gone = True
        return Answer.text(200, "Files successfully deleted.")


class Litterbox(Catbox):
    kind = "litterbox"
    limit = 1_000_000_000
    endpoint = "/resources/internals/api.php"
    text_fields = {"reqtype": "fileupload", "time": "1h|12h|24h|72h", "fileNameLength": "6|16"}
    required = ("reqtype", "time")      # what happens without a time is not documented

    def download(self, exchange):
        # The upload host refuses HEAD, the host of the files answers it; here they are one.
        if exchange.request.method == "HEAD" and not exchange.request.path.startswith("/files/"):
            return Answer.text(405, "Method Not Allowed\n", ("Allow", "GET, POST"))
        return super().download(exchange)

    def id_length(self, texts):
        return int(texts.get("fileNameLength", 6))

    def expiry(self, texts):
        return time.time() + 3600 * int(texts["time"].rstrip("h"))
