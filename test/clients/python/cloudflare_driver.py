"""Cloudflare's own SDK for Python."""

from cloudflare import Cloudflare as Sdk
from driver import redirect_httpx, serve

redirect_httpx()


class Cloudflare:
    def open(self, options):
        self.records = Sdk(api_token=options["api_token"], max_retries=0).dns.records
        zones = list(Sdk(api_token=options["api_token"], max_retries=0).zones.list(name=options["domain"]))
        self.zone = zones[0].id

    def list(self, rtype, name, value):
        return [
            {"type": each.type, "name": each.name, "value": shown(each), "ttl": int(each.ttl)}
            for each in self.found(rtype, name)
        ]

    def create(self, rtype, name, value, ttl):
        self.records.create(zone_id=self.zone, type=rtype, name=name, ttl=ttl, **fields(rtype, value))

    def update(self, rtype, name, value, to, ttl):
        found = self.one(rtype, name, value)
        self.records.edit(found.id, zone_id=self.zone, type=rtype, name=name, ttl=ttl, **fields(rtype, to))

    def delete(self, rtype, name, value):
        self.records.delete(self.one(rtype, name, value).id, zone_id=self.zone)

    def clear(self, rtype, name, values):
        for each in self.found(rtype, name):
            self.records.delete(each.id, zone_id=self.zone)

    def found(self, rtype, name):
        asked = {"type": rtype, "name": name and {"exact": name}}
        return list(self.records.list(zone_id=self.zone, **{key: value for key, value in asked.items() if value}))

    def one(self, rtype, name, value):
        return next(each for each in self.found(rtype, name) if shown(each) == value)


def shown(record):
    return f"{int(record.priority)} {record.content}" if record.type in ("MX", "SRV") else record.content


def fields(rtype, value):
    words = value.split(" ")
    if rtype == "MX":
        return {"priority": int(words[0]), "content": words[1]}
    if rtype == "SRV":
        priority, weight, port = map(int, words[:3])
        return {"data": {"priority": priority, "weight": weight, "port": port, "target": words[3]}}
    if rtype == "CAA":
        return {"data": {"flags": int(words[0]), "tag": words[1], "value": words[2].strip('"')}}
    return {"content": value}


serve(Cloudflare())
