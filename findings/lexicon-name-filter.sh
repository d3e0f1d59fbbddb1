#!/usr/bin/env bash
# dns-lexicon 3.25.2 at Namecheap: a name given to `delete` matches every record whose name contains it.
#
# Guess:  `lexicon namecheap delete example.com A --name api` takes away the A record of api.example.com.
# Seen:   the A record of myapi.example.com goes with it; exit status 0. `list` filters in the same way.
# Needs:  python3 with venv, and PyPI. Only getInfo, getHosts and setHosts of Namecheap's API are stood in for, in the
#         process itself, with the answers that its reference shows.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check dns-lexicon==3.25.2

cat >"$dir/run.py" <<'PY'
import contextlib
import importlib.metadata
import io
import logging
import warnings
from urllib.parse import parse_qsl, urlsplit

import requests
from lexicon.client import Client
from lexicon.config import ConfigResolver

hosts = [("api", "192.0.2.1"), ("myapi", "192.0.2.2"), ("www", "192.0.2.3")]
namespace = "http://api.namecheap.com/xml.response"


def answer(fields):
    command = fields["Command"]
    if command == "namecheap.domains.getInfo":
        result = '<DomainGetInfoResult Status="Ok" ID="1" DomainName="example.com" OwnerName="owner" IsOwner="true"/>'
    elif command == "namecheap.domains.dns.getHosts":
        rows = "".join(
            f'<host HostId="{100 + i}" Name="{name}" Type="A" Address="{address}" MXPref="10" TTL="1800"/>'
            for i, (name, address) in enumerate(hosts)
        )
        result = f'<DomainDNSGetHostsResult Domain="example.com" IsUsingOurDNS="true">{rows}</DomainDNSGetHostsResult>'
    elif command == "namecheap.domains.dns.setHosts":
        count = sum(key.startswith("HostName") for key in fields)
        hosts[:] = [(fields[f"HostName{i}"], fields[f"Address{i}"]) for i in range(1, count + 1)]
        result = '<DomainDNSSetHostsResult Domain="example.com" IsSuccess="true"/>'
    else:
        raise SystemExit(f"the client sent {command}, which this check does not expect")
    return (
        f'<ApiResponse Status="OK" xmlns="{namespace}"><Errors/>'
        f'<CommandResponse Type="{command}">{result}</CommandResponse></ApiResponse>'
    )


def send(self, request, **options):
    if urlsplit(request.url).hostname != "api.namecheap.com":
        raise requests.ConnectionError("this check is offline")
    body = request.body if isinstance(request.body, str) else ""
    fields = dict(parse_qsl(urlsplit(request.url).query) + parse_qsl(body))
    response = requests.Response()
    response.status_code = 200
    response.url = request.url
    response._content = answer(fields).encode()
    return response


requests.adapters.HTTPAdapter.send = send
# The client prints its counts, and its library of public suffixes that it is offline and takes the list it ships.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")


def lexicon(action, **options):
    config = {
        "provider_name": "namecheap",
        "action": action,
        "domain": "example.com",
        "type": "A",
        "namecheap": {"auth_username": "user", "auth_token": "token", "auth_client_ip": "192.0.2.9"},
        **options,
    }
    with contextlib.redirect_stdout(io.StringIO()):
        return Client(ConfigResolver().with_dict(config)).execute()


print("dns-lexicon", importlib.metadata.version("dns-lexicon"))
print("zone:", ", ".join(name for name, _ in hosts))
print("list --name api.example.com:", ", ".join(record["name"] for record in lexicon("list", name="api.example.com")))
print("delete A --name api.example.com:", lexicon("delete", name="api.example.com"))
print("zone:", ", ".join(name for name, _ in hosts))
PY
"$dir/venv/bin/python" "$dir/run.py" >"$dir/seen"
cat "$dir/seen"

diff "$dir/seen" - <<'EXPECTED'
dns-lexicon 3.25.2
zone: api, myapi, www
list --name api.example.com: api.example.com, myapi.example.com
delete A --name api.example.com: True
zone: www
EXPECTED
