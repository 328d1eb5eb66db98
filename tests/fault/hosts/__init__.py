"""The hosts that the server can stand in for. A new one is one class, named here."""
from hosts.catbox import Catbox, Litterbox
from hosts.nullpointer import NullPointer
from hosts.plain import Digest, Plain
from hosts.proxy import Proxy

HOSTS = {cls.kind: cls for cls in (Catbox, Litterbox, NullPointer, Plain, Digest, Proxy)}
