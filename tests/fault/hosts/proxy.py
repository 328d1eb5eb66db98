"""An HTTP proxy that lets nothing through: 407, or whatever a script says (status=403*)."""
from hosts.base import Host
from wire import Answer


class Proxy(Host):
    kind = "proxy"

    def refusal(self, request):
        return None

    def respond(self, exchange):
        return Answer.text(407, "Proxy Authentication Required\n", ("Proxy-Authenticate", 'Basic realm="proxy"'),
                           ending="close")
