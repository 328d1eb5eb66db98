"""Who gives out credentials: EC2's instance metadata (IMDSv2), a container's endpoint, and the Security Token Service.

"Use the Instance Metadata Service" in the Amazon EC2 User Guide, "Container credential provider" in the AWS SDKs and
Tools Reference Guide, and AssumeRole in the AWS STS API Reference (2026), one behind the other at one address.
"""
import json
import time
import urllib.parse

from hosts.base import Host, Refused
from hosts.s3 import CREDENTIALS, moment
from wire import Answer

INSTANCE = "/latest/meta-data/iam/security-credentials/"
ROLE, ARN = "role-of-tests", "arn:aws:iam::123456789012:role/tests"
CONTAINER, CONTAINER_TOKEN = "/container", "container-token"
STS = "https://sts.amazonaws.com/doc/2011-06-15/"


class Roles(Host):
    kind = "roles"

    def __init__(self, name, seed):
        super().__init__(name, seed)
        self.tokens = set()

    def phase(self, request):
        return "role"

    @staticmethod
    def keys(seconds=3600):
        secret, token = CREDENTIALS["ASIAFRESH"]
        return {"AccessKeyId": "ASIAFRESH", "SecretAccessKey": secret, "Token": token,
                "Expiration": moment(time.time() + seconds)}

    def on_put(self, exchange):
        if exchange.request.path != "/latest/api/token" or not exchange.request.header(
                "x-aws-ec2-metadata-token-ttl-seconds"):
            raise Refused(400, "Bad Request")
        token = self.new_id(32)
        self.tokens.add(token)
        return Answer.text(200, token)

    def download(self, exchange):
        request = exchange.request
        if request.path == CONTAINER:
            if request.header("authorization") != CONTAINER_TOKEN:
                raise Refused(401, "no authorization token")
            return Answer.text(200, json.dumps(self.keys()), kind="application/json")
        if not request.path.startswith(INSTANCE):
            raise Refused(404, "Not Found")
        if request.header("x-aws-ec2-metadata-token") not in self.tokens:
            raise Refused(401, "Unauthorized")
        if request.path == INSTANCE:
            return Answer.text(200, ROLE)
        if request.path != INSTANCE + ROLE:
            raise Refused(404, "Not Found")
        return Answer.text(200, json.dumps({"Code": "Success", "Type": "AWS-HMAC", **self.keys()}),
                           kind="application/json")

    def on_post(self, exchange):
        fields = dict(urllib.parse.parse_qsl(exchange.request.content.read().decode()))
        action = fields.get("Action")
        signed = (exchange.request.header("authorization") or "").startswith("AWS4-HMAC-SHA256 Credential=")
        if action not in ("AssumeRole", "AssumeRoleWithWebIdentity") or fields.get("RoleArn") != ARN \
                or signed != (action == "AssumeRole"):
            raise Refused(403, "AccessDenied", Answer.text(
                403, f'<ErrorResponse xmlns="{STS}"><Error><Type>Sender</Type><Code>AccessDenied</Code>'
                "<Message>not this role</Message></Error></ErrorResponse>", kind="text/xml"))
        keys = self.keys()
        keys["SessionToken"] = keys.pop("Token")
        inside = "".join(f"<{name}>{text}</{name}>" for name, text in keys.items())
        return Answer.text(200, f'<{action}Response xmlns="{STS}"><{action}Result><Credentials>{inside}</Credentials>'
                           f"</{action}Result></{action}Response>", kind="text/xml")
