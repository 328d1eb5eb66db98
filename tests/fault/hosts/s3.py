"""Amazon S3 ("Amazon S3 API Reference" and "Authenticating Requests (AWS Signature Version 4)", 2026), strict.

Whatever a client can get wrong about a signature is refused. The further kinds do what other stores do where clients
tend to assume (as run and as published, 2026), or stand elsewhere.

Chosen here: the credentials and the bucket, and that each list has two parts a page.
"""
import base64
import calendar
import email.utils
import hashlib
import hmac
import re
import time
import urllib.parse
import xml.etree.ElementTree
from xml.sax.saxutils import escape

from content import Content
from crc import Crc
from hosts.base import LETTERS_AND_DIGITS, Host, Refused
from wire import Answer

BUCKET = "test-bucket"
# The access key: its secret, and the session token that has to come with it.
CREDENTIALS = {
    "AKIAOFTHETESTS": ("secret/of+the/tests", None),
    "test:colon": ("another/secret+", None),
    "ASIAOFTHETESTS": ("session/secret+", "session//token+=="),
    "ASIAWITHALONGTOKEN": ("session/secret+", "token/" * 640),
    "ASIAFRESH": ("fresh/secret+", "fresh//token+=="),
    "minioadmin": ("minioadmin", None),
}
ALGORITHM = "AWS4-HMAC-SHA256"
SKEW = 900
WEEK = 7 * 86400
MIB = 1 << 20
PART_LEAST, PARTS_MOST = 5 * MIB, 10_000
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
STORAGE_CLASSES = ("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR",
                   "DEEP_ARCHIVE", "REDUCED_REDUNDANCY")
ACLS = ("private", "public-read", "public-read-write", "authenticated-read", "bucket-owner-full-control")
ENCRYPTION = "x-amz-server-side-encryption"
KEPT_HEADERS = ("cache-control", "content-disposition", "content-encoding", "x-amz-storage-class", ENCRYPTION,
                ENCRYPTION + "-aws-kms-key-id")
STATUSES = {
    "AccessDenied": 403, "AuthorizationHeaderMalformed": 400, "AuthorizationQueryParametersError": 400,
    "BadDigest": 400, "EntityTooLarge": 400, "EntityTooSmall": 400, "ExpiredToken": 400, "InternalError": 500,
    "InvalidAccessKeyId": 403, "InvalidArgument": 400, "InvalidDigest": 400, "InvalidPart": 400,
    "InvalidPartOrder": 400, "InvalidRequest": 400, "InvalidStorageClass": 400, "InvalidToken": 400,
    "KeyTooLongError": 400, "MalformedXML": 400, "MetadataTooLarge": 400, "MethodNotAllowed": 405,
    "MissingContentLength": 411, "NoSuchBucket": 404, "NoSuchKey": 404, "NoSuchUpload": 404, "NotImplemented": 501,
    "PermanentRedirect": 301, "PreconditionFailed": 412, "RequestTimeTooSkewed": 403, "RequestTimeout": 400,
    "ServiceUnavailable": 503, "SignatureDoesNotMatch": 403, "SlowDown": 503, "TemporaryRedirect": 307,
    "XAmzContentSHA256Mismatch": 400,
}
# How a bare status is said.
CODES = {400: "RequestTimeout", 403: "AccessDenied", 404: "NoSuchKey", 405: "MethodNotAllowed",
         411: "MissingContentLength", 412: "PreconditionFailed", 413: "EntityTooLarge", 429: "TooManyRequests",
         500: "InternalError", 501: "NotImplemented", 503: "SlowDown"}


# By the names in headers (in small letters), in XML and in x-amz-checksum-algorithm.
CHECKSUMS = {"CRC64NVME": Crc(64, 0x9A6C9329AC4BC9B5), "CRC32C": Crc(32, 0x82F63B78)}


def md5(content):
    digest = hashlib.md5()
    for block in content.blocks():
        digest.update(block)
    return digest


def encode(text, safe=""):
    return urllib.parse.quote(text, safe="-_.~" + safe)


def moment(seconds, form="%Y-%m-%dT%H:%M:%SZ"):
    return time.strftime(form, time.gmtime(seconds))


def query_of(request):
    """The decoded pairs of the query; "+" is itself."""
    pairs = request.target.partition("?")[2].split("&")
    return [tuple(urllib.parse.unquote(side, errors="surrogateescape") for side in pair.partition("=")[::2])
            for pair in pairs if pair]


class Upload:
    def __init__(self, key, headers, checksum):
        self.key, self.headers, self.checksum, self.parts = key, headers, checksum, {}
        self.late = {}          # parts that are there from Complete on
        self.began = time.time()


class Part:
    def __init__(self, content, checksums):
        self.content, self.checksums, self.digest = content, checksums, md5(content)
        self.etag = None


class S3(Host):
    kind = "s3"
    region = "us-east-1"
    ahead = 0                   # seconds of its clock before ours
    public = False              # anyone may read
    checksums = True            # are verified and returned
    etags_are_md5 = True        # or tell nothing of the bytes
    acls = True
    conditions = "kept"         # of If-None-Match; or "unknown", "ignored"
    gone_upload = "NoSuchUpload"
    subset = True               # Complete may leave parts out
    messages = True
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    page = 2                    # parts of a list

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.uploads = {}

    # What it says.

    def error(self, code, status=None, message=None, extra="", headers=()):
        if message is None:
            message = f"The words for {code}." if self.messages else ""
        text = f"{self.declaration}<Error><Code>{code}</Code><Message>{escape(message)}</Message>{extra}" \
               f"<RequestId>{self.new_id(16)}</RequestId></Error>"
        if code == "RequestTimeTooSkewed":
            text = text.replace("<RequestId>", f"<ServerTime>{moment(self.now())}</ServerTime>"
                                f"<MaxAllowedSkewMilliseconds>{SKEW}000</MaxAllowedSkewMilliseconds><RequestId>")
        return self.stamped(Answer.text(status or STATUSES[code], text, *headers, kind="application/xml"))

    def stamped(self, answer):
        answer.ahead = self.ahead
        return answer

    def result(self, name, body):
        text = f'{self.declaration}<{name} xmlns="{NAMESPACE}">{body}</{name}>'
        return self.stamped(Answer.text(200, text, kind="application/xml"))

    def refused(self, code, **rest):
        return Refused(STATUSES[code], code, self.error(code, **rest))

    def says(self, status):
        return self.error(CODES.get(status, "InvalidRequest"), status)

    def announce(self, url, file):
        return Answer(200, headers=[("ETag", '"0"')])

    def now(self):
        return time.time() + self.ahead

    # What is asked.

    @staticmethod
    def place(request):
        """The bucket and the key, in path or virtual-host style; the key may be empty."""
        host = (request.header("host") or "").rpartition(":")[0]
        path = request.path[1:]
        bucket, _, key = (BUCKET, "", path) if host.startswith(BUCKET + ".") else path.partition("/")
        return bucket, urllib.parse.unquote(key, errors="surrogateescape")

    def phase(self, request):
        query, (_, key) = dict(query_of(request)), self.place(request)
        if not key:
            return "bucket"
        if "uploadId" in query:
            return {"PUT": "part", "POST": "complete", "DELETE": "abort", "GET": "parts"}.get(request.method, "any")
        return "create" if "uploads" in query else super().phase(request)

    def refusal(self, request):
        if request.method in ("PUT", "POST") and request.length is None:
            return self.says(411)
        try:
            self.authenticate(request)
        except Refused as refused:
            return refused.answer
        bucket, key = self.place(request)
        if bucket != BUCKET:
            return self.error("NoSuchBucket")
        if len(key.encode("utf-8", "surrogateescape")) > 1024:
            return self.error("KeyTooLongError")
        return None

    # Who asks.

    def authenticate(self, request):
        query = dict(query_of(request))
        if "X-Amz-Signature" in query or "X-Amz-Algorithm" in query:
            if request.header("authorization"):
                raise self.refused("InvalidArgument", message="only one way of signing")
            return self.authenticate_query(request, query)
        found = request.header("authorization")
        if not found:
            if request.method in ("GET", "HEAD") and not query and self.readable(self.place(request)[1]):
                return None
            raise self.refused("AccessDenied")
        match = re.fullmatch(ALGORITHM + r" Credential=([^,]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})",
                             found)
        if not match:
            raise self.refused("AuthorizationHeaderMalformed")
        date = request.header("x-amz-date") or ""
        when = self.read_date(date)
        if abs(self.now() - when) > SKEW:
            raise self.refused("RequestTimeTooSkewed")
        payload = request.header("x-amz-content-sha256")
        if not payload or not re.fullmatch("[0-9a-f]{64}|UNSIGNED-PAYLOAD", payload):
            raise self.refused("NotImplemented" if (payload or "").startswith("STREAMING") else "InvalidRequest")
        signed = match[2].split(";")
        present = [name.lower() for name, _ in request.headers]
        needed = {name for name in present if name in ("host", "content-type", "content-md5")
                  or name.startswith("x-amz-")}
        if signed != sorted(set(signed)) or not needed <= set(signed) or not set(signed) <= set(present):
            raise self.refused("AccessDenied", message="There were headers present in the request which were not "
                               "signed, or signed which were not present")
        return self.compare(request, query_of(request), signed, payload, match[1], date, match[3],
                            request.header("x-amz-security-token"))

    def authenticate_query(self, request, query):
        try:
            date, expires = query["X-Amz-Date"], int(query["X-Amz-Expires"])
            if query["X-Amz-Algorithm"] != ALGORITHM or not 1 <= expires <= WEEK:
                raise ValueError
            signed, credential, signature = (query["X-Amz-" + name] for name in (
                "SignedHeaders", "Credential", "Signature"))
        except (KeyError, ValueError):
            raise self.refused("AuthorizationQueryParametersError") from None
        when = self.read_date(date)
        if when > self.now() + SKEW:
            raise self.refused("AccessDenied", message="Request is not valid yet")
        if self.now() > when + expires:
            raise self.refused("AccessDenied", message="Request has expired")
        pairs = [pair for pair in query_of(request) if pair[0] != "X-Amz-Signature"]
        return self.compare(request, pairs, signed.split(";"), "UNSIGNED-PAYLOAD", credential, date, signature,
                            query.get("X-Amz-Security-Token"))

    def read_date(self, text):
        try:
            if not re.fullmatch(r"\d{8}T\d{6}Z", text):
                raise ValueError
            return calendar.timegm(time.strptime(text, "%Y%m%dT%H%M%SZ"))
        except ValueError:
            raise self.refused("AccessDenied", message="AWS authentication requires a valid Date") from None

    def compare(self, request, pairs, signed, payload, credential, date, signature, token):
        key, *scope = credential.rsplit("/", 4)
        if len(scope) != 4 or scope[0] != date[:8] or scope[2:] != ["s3", "aws4_request"] or "host" not in signed:
            raise self.refused("AuthorizationHeaderMalformed")
        if scope[1] != self.region:
            raise self.refused("AuthorizationHeaderMalformed", extra=f"<Region>{self.region}</Region>",
                               headers=[("x-amz-bucket-region", self.region)],
                               message=f"the region '{scope[1]}' is wrong; expecting '{self.region}'")
        if key not in CREDENTIALS:
            raise self.refused("InvalidAccessKeyId")
        secret, wanted = CREDENTIALS[key]
        if wanted != token:
            raise self.refused("InvalidToken")
        lines = "".join(
            f"{name}:{','.join(' '.join(text.split()) for head, text in request.headers if head.lower() == name)}\n"
            for name in signed)
        canonical = "\n".join([
            request.method, encode(urllib.parse.unquote_to_bytes(request.path), "/"),
            "&".join(sorted(f"{encode(name)}={encode(value)}" for name, value in pairs)),
            lines, ";".join(signed), payload])
        text = "\n".join([ALGORITHM, date, "/".join(scope), hashlib.sha256(
            canonical.encode("utf-8", "surrogateescape")).hexdigest()])
        code = ("AWS4" + secret).encode()
        for step in (*scope, text):
            code = hmac.digest(code, step.encode(), "sha256")
        if not hmac.compare_digest(code.hex(), signature):
            raise self.refused("SignatureDoesNotMatch")

    def readable(self, key):
        file = self.files.get(key)
        return self.public or (file is not None and file.anyone)

    # What comes with a body.

    def check_body(self, exchange):
        """Its checksums by their names, having seen that all are right."""
        request, content = exchange.request, exchange.request.content
        payload, sha256 = request.header("x-amz-content-sha256"), hashlib.sha256()
        for block in content.blocks():
            sha256.update(block)
        if payload not in (None, "UNSIGNED-PAYLOAD", sha256.hexdigest()):
            raise self.refused("XAmzContentSHA256Mismatch")
        wanted = request.header("content-md5")
        if wanted and wanted != base64.b64encode(md5(content).digest()).decode():
            raise self.refused("BadDigest")
        if "aws-chunked" in (request.header("content-encoding") or ""):
            raise self.refused("NotImplemented")
        found = {}
        for name, crc in CHECKSUMS.items():
            wanted = request.header("x-amz-checksum-" + name.lower())
            if wanted and self.checksums:
                found[name] = crc.base64(content)
                if found[name] != wanted:
                    raise self.refused("BadDigest")
        return found

    def kept_headers(self, request):
        """Those of a PUT or a Create that GET returns; whether anyone may read it."""
        kept = [(name, text) for name, text in request.headers
                if name.lower() in KEPT_HEADERS or name.lower().startswith("x-amz-meta-")]
        names = {name.lower(): text for name, text in kept}
        if names.get("x-amz-storage-class", "STANDARD") not in STORAGE_CLASSES:
            raise self.refused("InvalidStorageClass")
        if names.get(ENCRYPTION, "AES256") not in ("AES256", "aws:kms") or (
                ENCRYPTION + "-aws-kms-key-id" in names and names.get(ENCRYPTION) != "aws:kms"):
            raise self.refused("InvalidArgument")
        if sum(len(name) - 11 + len(text) for name, text in names.items() if name.startswith("x-amz-meta-")) > 2048:
            raise self.refused("MetadataTooLarge")
        acl = request.header("x-amz-acl")
        if acl is not None and (not self.acls or acl not in ACLS):
            raise self.refused("InvalidArgument")
        return kept + [("Content-Type", request.header("content-type") or "binary/octet-stream")], acl

    def check_condition(self, exchange, key):
        wanted = exchange.request.header("if-none-match")
        if wanted is None or self.conditions == "ignored" or exchange.fault.name == "s3-ignores-conditions":
            return
        if self.conditions == "unknown":
            raise self.refused("NotImplemented", extra="<Header>If-None-Match</Header>")
        if wanted != "*":
            raise self.refused("NotImplemented")
        if self.find_key(key):
            raise self.refused("PreconditionFailed", extra="<Condition>If-None-Match</Condition>")

    def find_key(self, key):
        file = self.files.get(key)
        return file if file and file.alive else None

    def put_object(self, exchange, key, content, etag, headers, acl, checksums):
        kind = next(text for name, text in headers if name == "Content-Type")
        file = self.store(exchange, key, content, kind)
        file.url = f"{self.url}/{BUCKET}/{encode(key, '/')}"
        exchange.notes["url"] = file.url
        file.etag, file.checksums, file.modified = etag, checksums, time.time()
        file.headers = [pair for pair in headers if pair[0] != "Content-Type"]
        file.anyone = (acl or "").startswith("public-read")
        return file

    def etag(self, digest, headers=()):
        # With a key of KMS it is no MD5 ("Checking object integrity", Amazon S3 User Guide, 2026-10).
        if self.etags_are_md5 and (ENCRYPTION, "aws:kms") not in headers:
            return digest.hexdigest()
        return self.new_id(32, "0123456789abcdef")

    @staticmethod
    def checksum_headers(checksums):
        pairs = [(f"x-amz-checksum-{name.lower()}", text) for name, text in checksums.items()]
        # One that nobody asked for, as new algorithms come along.
        further = [("x-amz-checksum-xxhash64", "AAAAAAAAAAA="), ("x-amz-checksum-type", "FULL_OBJECT")]
        return pairs + further * bool(pairs)

    # Requests.

    def respond(self, exchange):
        return self.stamped(super().respond(exchange))

    def on_put(self, exchange):
        request, query = exchange.request, dict(query_of(exchange.request))
        key = self.place(request)[1]
        if not key:
            raise self.refused("MethodNotAllowed")
        if "uploadId" in query:
            return self.put_part(exchange, query)
        checksums = self.check_body(exchange)
        headers, acl = self.kept_headers(request)
        self.check_condition(exchange, key)
        etag = self.etag(md5(request.content))
        self.put_object(exchange, key, request.content, etag, headers, acl, checksums)
        return Answer(200, headers=[("ETag", f'"{etag}"'), *self.checksum_headers(checksums)])

    def known_upload(self, exchange, query):
        upload = self.uploads.get(query["uploadId"])
        if not upload or upload.key != self.place(exchange.request)[1]:
            raise self.refused(self.gone_upload)
        return upload

    def put_part(self, exchange, query):
        upload = self.known_upload(exchange, query)
        number = query.get("partNumber", "")
        if not re.fullmatch("[1-9][0-9]{0,4}", number) or int(number) > PARTS_MOST:
            raise self.refused("InvalidArgument")
        checksums = self.check_body(exchange)
        if self.checksums and upload.checksum and upload.checksum not in checksums:
            raise self.refused("InvalidRequest", message="the checksum that the upload was created with is missing")
        part = Part(exchange.request.content, checksums)
        part.etag = self.etag(part.digest, upload.headers[0])
        exchange.fault.keep(part)
        (upload.late if exchange.fault.name == "s3-late" else upload.parts)[int(number)] = part
        return Answer(200, headers=[("ETag", f'"{part.etag}"'), *self.checksum_headers(checksums)[:-1]])

    def on_post(self, exchange):
        query = dict(query_of(exchange.request))
        if "uploadId" in query:
            return self.complete(exchange, query)
        if "uploads" not in query:
            raise self.refused("MethodNotAllowed")
        request, key = exchange.request, self.place(exchange.request)[1]
        checksum = request.header("x-amz-checksum-algorithm")
        if self.checksums and checksum is not None and (
                checksum not in CHECKSUMS or request.header("x-amz-checksum-type") != "FULL_OBJECT"):
            raise self.refused("InvalidRequest")
        name = self.new_id(40, LETTERS_AND_DIGITS + "._-")
        self.uploads[name] = Upload(key, self.kept_headers(request), checksum)
        return self.result("InitiateMultipartUploadResult", f"<Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key>"
                           f"<UploadId>{name}</UploadId>")

    def named_parts(self, upload, text):
        """The parts that a Complete names, in order."""
        try:
            root = xml.etree.ElementTree.fromstring(text)
            space = "{%s}" % NAMESPACE
            if root.tag != space + "CompleteMultipartUpload":
                raise ValueError
            named = [{child.tag[len(space):]: child.text or "" for child in part} for part in root]
            numbers = [int(part["PartNumber"]) for part in named]
        except (xml.etree.ElementTree.ParseError, ValueError, KeyError):
            raise self.refused("MalformedXML") from None
        if not named:
            raise self.refused("MalformedXML")
        if numbers != sorted(set(numbers)):
            raise self.refused("InvalidPartOrder")
        parts = [upload.parts.get(number) for number in numbers]
        for part, says in zip(parts, named):
            if not part or says.get("ETag", "").strip('"') != part.etag or any(
                    says.get("Checksum" + name, sum) != sum for name, sum in part.checksums.items()):
                raise self.refused("InvalidPart")
        if not self.subset and len(parts) != len(upload.parts):
            raise self.refused("InvalidPart")
        if any(part.content.size < PART_LEAST for part in parts[:-1]):
            raise self.refused("EntityTooSmall")
        return parts

    def complete(self, exchange, query):
        request = exchange.request
        upload = self.known_upload(exchange, query)
        # A checksum here is that of the whole object, not of this body.
        payload = request.header("x-amz-content-sha256")
        if payload not in ("UNSIGNED-PAYLOAD", hashlib.sha256(request.content.read()).hexdigest()):
            raise self.refused("XAmzContentSHA256Mismatch")
        upload.parts.update(upload.late)
        parts = self.named_parts(upload, request.content.read())
        content = Content(*(segment for part in parts for segment in part.content.segments))
        if request.header("x-amz-mp-object-size") not in (None, str(content.size)):
            raise self.refused("InvalidRequest")
        checksums = {}
        if upload.checksum and self.checksums:
            checksums[upload.checksum] = CHECKSUMS[upload.checksum].base64(content)
            wanted = request.header("x-amz-checksum-" + upload.checksum.lower())
            if wanted not in (None, checksums[upload.checksum]):
                raise self.refused("BadDigest")
        self.check_condition(exchange, upload.key)
        etag = f'{self.etag(hashlib.md5(b"".join(part.digest.digest() for part in parts)))}-{len(parts)}'
        file = self.put_object(exchange, upload.key, content, etag, *upload.headers, checksums)
        file.modified = upload.began        # it is as old as the upload, not as its end
        del self.uploads[query["uploadId"]]
        sums = "".join(f"<Checksum{name}>{text}</Checksum{name}>" for name, text in checksums.items())
        sums += "<ChecksumType>FULL_OBJECT</ChecksumType>" * bool(sums)
        return self.result("CompleteMultipartUploadResult", f"<Location>{escape(file.url)}</Location>"
                           f"<Bucket>{BUCKET}</Bucket><Key>{escape(upload.key)}</Key>"
                           f"<ETag>&quot;{etag}&quot;</ETag>{sums}")

    def on_delete(self, exchange):
        query, key = dict(query_of(exchange.request)), self.place(exchange.request)[1]
        if "uploadId" in query:
            self.known_upload(exchange, query)
            del self.uploads[query["uploadId"]]
        elif key in self.files:
            self.files[key].gone = True
        return Answer(204)

    def list_parts(self, exchange, query):
        upload = self.known_upload(exchange, query)
        most = min(int(query.get("max-parts", 1000)), self.page)
        numbers = sorted(number for number in upload.parts if number > int(query.get("part-number-marker", 0)))
        shown, more = numbers[:most], len(numbers) > most
        body = "".join(
            f"<Part><PartNumber>{number}</PartNumber><LastModified>{moment(self.now())}</LastModified>"
            f"<ETag>&quot;{upload.parts[number].etag}&quot;</ETag><Size>{upload.parts[number].content.size}</Size>"
            + "".join(f"<Checksum{name}>{text}</Checksum{name}>" for name, text in upload.parts[number].checksums.items())
            + "</Part>" for number in shown)
        return self.result("ListPartsResult", f"<Bucket>{BUCKET}</Bucket><Key>{escape(upload.key)}</Key>"
                           f"<UploadId>{query['uploadId']}</UploadId><IsTruncated>{str(more).lower()}</IsTruncated>"
                           f"<NextPartNumberMarker>{shown[-1] if shown else 0}</NextPartNumberMarker>{body}")

    def list_uploads(self):
        body = "".join(f"<Upload><Key>{escape(upload.key)}</Key><UploadId>{name}</UploadId></Upload>"
                       for name, upload in self.uploads.items())
        return self.result("ListMultipartUploadsResult", f"<Bucket>{BUCKET}</Bucket><IsTruncated>false</IsTruncated>"
                           + body)

    def find(self, path):
        return self.find_key(urllib.parse.unquote(path, errors="surrogateescape"))

    def download(self, exchange):
        request, query = exchange.request, dict(query_of(exchange.request))
        key = self.place(request)[1]
        if "uploadId" in query:
            return self.list_parts(exchange, query)
        if not key:
            return self.list_uploads() if "uploads" in query else Answer(
                200, headers=[("x-amz-bucket-region", self.region)])
        request.path = encode(key)
        answer = super().download(exchange)
        file = exchange.file
        if file and answer.status in (200, 206):
            modified = email.utils.formatdate(file.modified + self.ahead, usegmt=True)
            answer.headers += [("ETag", f'"{file.etag}"'), ("Last-Modified", modified), *file.headers]
            if request.header("x-amz-checksum-mode") == "ENABLED":
                answer.headers += self.checksum_headers(file.checksums)
        return answer


class PublicS3(S3):
    """A bucket that anyone may read."""
    kind = "s3-public"
    public = True


class LateS3(S3):
    """Its clock is an hour before ours."""
    kind = "s3-late"
    ahead = 3600


class ElsewhereS3(S3):
    """In another region than clients sign for by themselves."""
    kind = "s3-elsewhere"
    region = "eu-central-1"


class CarelessS3(S3):
    """Replaces what is there whatever it is asked, as many a store does."""
    kind = "s3-careless"
    conditions = "ignored"
    checksums = False


class CephS3(S3):
    """Ceph (its radosgw, 16 to 18)."""
    kind = "s3-ceph"
    checksums = False
    gone_upload = "NoSuchKey"
    subset = False
    messages = False


class SwiftS3(S3):
    """OpenStack Swift (its s3api, 2.35)."""
    kind = "s3-swift"
    checksums = False
    conditions = "unknown"
    declaration = "<?xml version='1.0' encoding='UTF-8'?>\n"


class KmsS3(S3):
    """Encrypts with keys of KMS: the same bytes have another ETag each time."""
    kind = "s3-kms"
    etags_are_md5 = False
