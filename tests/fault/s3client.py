"""Requests to S3 for the tests of its stand-in: signed, unless a test wants otherwise.

Written on its own, and held against Amazon's published examples: it shares no line with what it tests.
"""
import datetime
import hashlib
import hmac
import urllib.parse

EMPTY = hashlib.sha256(b"").hexdigest()


def quoted(text, kept=""):
    return urllib.parse.quote(text, safe=kept + "~")


class Signer:
    def __init__(self, key, secret, token=None, region="us-east-1", service="s3", ahead=0):
        self.key, self.secret, self.token, self.region, self.service = key, secret, token, region, service
        self.ahead = ahead          # seconds of the clock

    def date(self):
        now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.ahead)
        return now.strftime("%Y%m%dT%H%M%SZ")

    def signature(self, date, canonical):
        scope = f"{date[:8]}/{self.region}/{self.service}/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = ("AWS4" + self.secret).encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return scope, hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def headers(self, method, path, query, headers, payload, date=None):
        """Those to send, for a path that is encoded already."""
        date = date or self.date()
        headers = {**headers, "x-amz-date": date, "x-amz-content-sha256": payload}
        if self.token:
            headers["x-amz-security-token"] = self.token
        lowered = sorted((name.lower(), text.strip()) for name, text in headers.items())
        names = ";".join(name for name, _ in lowered)
        canonical = "\n".join([method, path, "&".join(sorted(f"{quoted(n)}={quoted(v)}" for n, v in query))]
                              + [f"{name}:{text}" for name, text in lowered] + ["", names, payload])
        scope, signature = self.signature(date, canonical)
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={self.key}/{scope}, SignedHeaders={names}, " \
                                   f"Signature={signature}"
        return headers

    def query(self, path, host, expires, date=None):
        """The query of a presigned GET."""
        date = date or self.date()
        pairs = [("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
                 ("X-Amz-Credential", f"{self.key}/{date[:8]}/{self.region}/{self.service}/aws4_request"),
                 ("X-Amz-Date", date), ("X-Amz-Expires", str(expires)), ("X-Amz-SignedHeaders", "host")]
        if self.token:
            pairs.append(("X-Amz-Security-Token", self.token))
        text = "&".join(sorted(f"{quoted(name)}={quoted(value)}" for name, value in pairs))
        canonical = "\n".join(["GET", path, text, f"host:{host}", "", "host", "UNSIGNED-PAYLOAD"])
        return f"{text}&X-Amz-Signature={self.signature(date, canonical)[1]}"
