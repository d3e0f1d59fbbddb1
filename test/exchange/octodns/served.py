"""The records of the zones below ./config as octoDNS has them: python served.py > served.records, in this folder.

Each line is a record: name, TTL, type, data. What providers do to each TXT, as they send it, is done here, too.
"""

from octodns.provider.yaml import YamlProvider
from octodns.zone import Zone

provider = YamlProvider(
    'config',
    './config',
    default_ttl=1800,
    enforce_order=False,
    split_extension='.',
    escaped_semicolons=True,
)

lines = []
for name in ('example.com.', 'example.net.'):
    zone = Zone(name, [])
    provider.populate(zone, lenient=False)
    for record in zone.records:
        for value in getattr(record, 'values', None) or [record.value]:
            if record._type == 'TXT':
                text = value.to_raw_text().replace('\\', '\\\\').replace('"', '\\"')
                data = '"%s"' % text
            else:
                data = value.to_rdata_text()
            lines.append('%s %d %s %s' % (record.fqdn, record.ttl, record._type, data))
print('\n'.join(sorted(lines)))
