"""octoDNS with one provider: every write is a plan for the whole zone and its apply, and the plan after it is empty."""

from importlib import import_module

from driver import redirect_requests, serve
from octodns.record import Record
from octodns.record.rr import Rrset
from octodns.zone import Zone

redirect_requests()


class Octodns:
    def open(self, options):
        """`options`: the provider's class and the arguments of its constructor, as in a config file of octoDNS."""
        module, name = options["class"].rsplit(".", 1)
        self.make_provider = lambda: getattr(import_module(module), name)("target", **options["arguments"])
        self.domain = f'{options["domain"]}.'
        self.live()

    def list(self, rtype, name, value):
        asked = {"type": rtype, "name": name}
        return [row for row in rows(self.live()) if all(asked[key] in (None, row[key]) for key in asked)]

    def create(self, rtype, name, value, ttl):
        self.bring(rtype, name, lambda values: [*values, value], ttl)

    def update(self, rtype, name, value, to, ttl):
        value = self.printed(rtype, name, value)
        self.bring(rtype, name, lambda values: [to if each == value else each for each in values], ttl)

    def delete(self, rtype, name, value):
        value = self.printed(rtype, name, value)
        self.bring(rtype, name, lambda values: [each for each in values if each != value], None)

    def clear(self, rtype, name, values):
        self.bring(rtype, name, lambda _: [], None)

    def plan(self, rtype, name, values, ttl):
        """What a plan would change, where these are the values of the set."""
        return self.changes(self.wanted(rtype, name, values, ttl))

    def bring(self, rtype, name, change, ttl):
        there = self.list(rtype, name, None)
        before = [each["value"] for each in there]
        after = change(before)
        wanted = lambda: self.wanted(rtype, name, after, ttl or there[0]["ttl"])
        provider = self.make_provider()
        plan = provider.plan(wanted())
        if plan is None:
            raise RuntimeError(f"nothing to change from {before} to {after}")
        provider.apply(plan)
        again = self.changes(wanted())
        if again:
            raise RuntimeError(f"the second plan is not empty: {again}")

    def wanted(self, rtype, name, values, ttl):
        """The zone as it is, but for this set."""
        zone = Zone(self.domain, [])
        for record in self.live().records:
            if (record.fqdn, record._type) != (f"{name}.", rtype):
                zone.add_record(record, lenient=True)
        if values:
            zone.add_record(Record.from_rrset(zone, Rrset(f"{name}.", rtype, ttl, values)))
        return zone

    def printed(self, rtype, name, value):
        """As the values of a list are printed."""
        rrset = Rrset(f"{name}.", rtype, 3600, [value])
        return Record.from_rrset(Zone(self.domain, []), rrset).to_rrset().rdatas[0]

    def changes(self, zone):
        plan = self.make_provider().plan(zone)
        return [] if plan is None else [repr(change) for change in plan.changes]

    def live(self):
        zone = Zone(self.domain, [])
        self.make_provider().populate(zone, lenient=True)
        return zone


def rows(zone):
    for record in zone.records:
        rrset = record.to_rrset()
        for value in rrset.rdatas:
            yield {"type": rrset._type, "name": rrset.name.rstrip("."), "value": value, "ttl": rrset.ttl}


serve(Octodns())
