"""x0.at (x0at: filehost2, which serves it since 2026; single_php_filehost, before it, has the same API).

Unknown in reality, chosen here: that `exe` is among the banned extensions and MZ among the banned contents.
"""
import pathlib
import re
import urllib.parse

from hosts.base import LETTERS_AND_DIGITS, FormHost, Refused
from wire import Answer, phrase

MIN_ID, MAX_ID = 3, 24
MAX_EXTENSION = 7


class X0at(FormHost):
    kind = "x0at"
    limit = 1 << 30
    minds_agent = False
    several_files = True        # each is stored and has a line in the answer
    other_fields = True
    text_fields = {"id_length": "[0-9]+", "keep_name": ".*", "formatted": ".*"}
    sentences = {403: "Your IP is banned from uploading.", 428: "verify you're not a script",
                 429: "Upload limit reached.", 500: "Something went wrong."}

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.by_digest = {}

    def says(self, status):
        return self.refuses(status, self.sentences.get(status, ""))

    @staticmethod
    def refuses(status, sentence):
        return Answer.text(status, f"{status} {phrase(status)} {sentence}".strip())

    def too_large(self, size):
        """The reader of forms stops there, with a status of its own."""
        return Answer.text(400, "A payload reached size limit.")

    def bad_value(self, part):
        return Answer.text(400, f"An error occurred processing field: {part.name}")

    def announce(self, url, file):
        return Answer.text(200, f"{url}\n")

    def on_post(self, exchange):
        if exchange.request.path != self.endpoint:
            return self.says(404)
        texts, _ = self.fields(exchange)
        files = [part for part in exchange.form.parts if part.name == self.file_field]
        urls = [self.keep(exchange, texts, part) for part in files]
        if "formatted" in texts:
            return Answer.text(200, "".join(f'<pre>Access your file here: <a href="{url}">{url}</a></pre>\n'
                                            for url in urls), kind="text/html; charset=utf-8")
        if len(urls) == 1:
            return self.announce(urls[0], exchange.file)
        return Answer.text(200, "".join(f"{url}\n" for url in urls))     # without a file: nothing at all

    def keep(self, exchange, texts, part):
        """The URL of one file, new or known."""
        name = pathlib.PurePath(part.filename)
        if name.suffix == ".exe":
            raise Refused(403, "banned extension", self.refuses(403, "File type not allowed."))
        content = self.file_content(exchange, part)
        if content.cut(0, 2).read() == b"MZ":
            raise Refused(403, "banned content", self.refuses(403, "Your upload was rejected."))
        known = self.by_digest.get(part.sha256)
        if known and known.alive:
            exchange.file, exchange.notes["url"] = known, known.url
            return known.url
        slug = self.new_id(min(max(int(texts.get("id_length", MIN_ID)), MIN_ID), MAX_ID), LETTERS_AND_DIGITS)
        if "keep_name" in texts:
            slug = re.sub(r"[^\w.-]", "_", name.stem) + "_" + slug
        if 1 < len(name.suffix) <= MAX_EXTENSION + 1:
            slug += name.suffix
        file = self.store(exchange, "/" + urllib.parse.quote(slug, safe=""), content, part.content_type, part.sha256)
        if part.sha256:
            self.by_digest[part.sha256] = file
        return file.url
