"""Does what it is told with one provider of dns-lexicon, and sends its requests to a sandbox.

Called with one JSON argument, the sandbox's origin by host name: {"api.example.com": "http://127.0.0.1:8080"}.
Reads one JSON object per line, {"do": NAME, "with": [ARGUMENT, ...]}, and answers each with one line: {"result": VALUE} or
{"error": TEXT}. Ends with its input.

Nothing of lexicon is changed: the provider builds its requests for the company's own host, and only the connection
under them leads elsewhere. A host that is not in the argument is refused, so that nothing leaves this machine.
"""

import json
import sys
from urllib.parse import urlsplit

from lexicon.client import Client
from lexicon.config import ConfigResolver
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NotConnected

origins = json.loads(sys.argv[1])
answers = sys.stdout
# Some providers print.
sys.stdout = sys.stderr


def connect_to_sandbox(self, request, verify, proxies=None, cert=None):
    """In place of the method of `requests` (since 2.32) that opens a connection for a request."""
    host = urlsplit(request.url).hostname
    if host not in origins:
        raise NotConnected(f"{host} is not in the sandbox")
    return self.poolmanager.connection_from_url(origins[host])


if not hasattr(HTTPAdapter, "get_connection_with_tls_context"):
    sys.exit("requests has no HTTPAdapter.get_connection_with_tls_context: requests could not be kept on this machine")
HTTPAdapter.get_connection_with_tls_context = connect_to_sandbox


class Driver:
    operations = None

    def authenticate(self, options):
        """`options` as in a config file of lexicon. May be called again after a refusal."""
        self.operations = Client(ConfigResolver().with_dict(options)).__enter__()

    def create(self, rtype, name, content):
        return bool(self.operations.create_record(rtype, name, content))

    def list(self, rtype, name, content):
        return self.operations.list_records(rtype, name, content)

    def update(self, identifier, rtype, name, content):
        return bool(self.operations.update_record(identifier, rtype, name, content))

    def delete(self, identifier, rtype, name, content):
        return bool(self.operations.delete_record(identifier, rtype, name, content))


driver = Driver()
for line in sys.stdin:
    call = json.loads(line)
    try:
        answer = {"result": getattr(driver, call["do"])(*call["with"])}
    except Exception as error:  # whatever a provider raises is an answer
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
