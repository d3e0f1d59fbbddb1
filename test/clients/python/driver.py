"""What the drivers of Python clients have in common: the line protocol, and connections that lead to a sandbox alone.

A driver is called with one JSON argument, the sandbox's origin by host name: {"api.example.com": "http://127.0.0.1:8080"}.
It reads one JSON object per line, {"do": NAME, "with": [ARGUMENT, ...]}, calls the method of that name, and answers each
with one line: {"result": VALUE} or {"error": TEXT}. It ends with its input. Values are as in a zone file (RFC 1035 5.1);
TXT values are one quoted string.

Nothing of a client is changed: it builds its requests for the company's own host, and only the connection under them
leads elsewhere. A host that is not in the argument is refused, so that nothing leaves this machine.
"""

import json
import re
import sys
from urllib.parse import urlsplit

origins = json.loads(sys.argv[1])
answers = sys.stdout
# Some clients print.
sys.stdout = sys.stderr


def redirect_requests():
    """For clients that use `requests`."""
    from requests.adapters import HTTPAdapter
    from requests.exceptions import ConnectionError as NotConnected

    def connect_to_sandbox(self, request, verify, proxies=None, cert=None):
        """In place of the method of `requests` (since 2.32) that opens a connection for a request."""
        host = urlsplit(request.url).hostname
        if host not in origins:
            raise NotConnected(f"{host} is not in the sandbox")
        return self.poolmanager.connection_from_url(origins[host])

    if not hasattr(HTTPAdapter, "get_connection_with_tls_context"):
        sys.exit("requests has no HTTPAdapter.get_connection_with_tls_context: requests could not be kept on this machine")
    HTTPAdapter.get_connection_with_tls_context = connect_to_sandbox


def redirect_httpx():
    """For clients that use `httpx`."""
    import httpx

    send = httpx.HTTPTransport.handle_request

    def send_to_sandbox(self, request):
        if request.url.host not in origins:
            raise httpx.ConnectError(f"{request.url.host} is not in the sandbox", request=request)
        origin = httpx.URL(origins[request.url.host])
        request.url = request.url.copy_with(scheme=origin.scheme, host=origin.host, port=origin.port)
        return send(self, request)

    httpx.HTTPTransport.handle_request = send_to_sandbox


def unquoted(value):
    return re.sub(r"\\(.)", r"\1", value[1:-1].replace('" "', ""))


def quoted(text):
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def serve(driver):
    for line in sys.stdin:
        call = json.loads(line)
        try:
            answer = {"result": getattr(driver, call["do"])(*call["with"])}
        except Exception as error:  # whatever a client raises is an answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
