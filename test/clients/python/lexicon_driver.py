"""dns-lexicon: one provider, that of the options."""

from driver import quoted, redirect_requests, serve, unquoted
from lexicon.client import Client
from lexicon.config import ConfigResolver

redirect_requests()


class Lexicon:
    operations = None

    def open(self, options):
        """`options` as in a config file of lexicon. May be called again after a refusal."""
        self.operations = Client(ConfigResolver().with_dict(options)).__enter__()

    def list(self, rtype, name, value):
        return [
            {"type": each["type"], "name": each["name"], "value": shown(each), "ttl": int(each["ttl"])}
            for each in self.operations.list_records(rtype, name, content(rtype, value))
        ]

    def create(self, rtype, name, value, ttl):
        done(self.operations.create_record(rtype, name, content(rtype, value)))

    def update(self, rtype, name, value, to, ttl):
        ids = self.ids(rtype, [value])
        if not ids:
            raise LookupError(f"no {rtype} with {value} in the list")
        done(self.operations.update_record(ids[0], rtype, name, content(rtype, to)))

    def delete(self, rtype, name, value):
        """By name and content."""
        done(self.operations.delete_record(None, rtype, name, content(rtype, value)))

    def clear(self, rtype, name, values):
        """By id."""
        # A set may have one id for all its values.
        for each in dict.fromkeys(self.ids(rtype, values)):
            done(self.operations.delete_record(each, None, None, None))

    def ids(self, rtype, values):
        return [each["id"] for each in self.operations.list_records(rtype, None, None) if shown(each) in values]


def content(rtype, value):
    return unquoted(value) if rtype == "TXT" and value is not None else value


def shown(record):
    return quoted(record["content"]) if record["type"] == "TXT" else record["content"]


def done(answer):
    if not answer:
        raise RuntimeError("it answers that it is not done")


serve(Lexicon())
