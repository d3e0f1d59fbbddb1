"""certbot-dns-cloudflare: the class that speaks to the API for its authenticator."""

from certbot_dns_cloudflare._internal.dns_cloudflare import _CloudflareClient
from driver import redirect_httpx, serve, unquoted

redirect_httpx()


class Certbot:
    def open(self, options):
        self.client = _CloudflareClient(api_token=options["api_token"])
        self.domain = options["domain"]

    def create(self, rtype, name, value, ttl):
        self.client.add_txt_record(self.domain, name, unquoted(value), ttl)

    def delete(self, rtype, name, value):
        self.client.del_txt_record(self.domain, name, unquoted(value))

    def clear(self, rtype, name, values):
        for value in values:
            self.delete(rtype, name, value)


serve(Certbot())
