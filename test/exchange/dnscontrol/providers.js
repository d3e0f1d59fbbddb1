var REG_GANDI = NewRegistrar('gandi');
var DSP_CF = NewDnsProvider('cloudflare');
var DSP_G = NewDnsProvider('gandi');

D(
  'example.com',
  REG_GANDI,
  DnsProvider(DSP_CF),
  { cloudflare_proxy_default: 'on' },
  AUTODNSSEC_ON,
  A('@', '192.0.2.1'),
  A('www', '192.0.2.1', CF_PROXY_OFF, TTL(1)),
  A('both', '192.0.2.5', CF_PROXY_ON),
  A('both', '192.0.2.6', CF_PROXY_OFF),
  MX('@', 10, 'mx.example.net.'),
  ALIAS('alias', 'www.example.net.'),
  CF_REDIRECT('old.example.com/*', 'https://www.example.com/$1'),
  A('ttl', '192.0.2.7', TTL(60)),
  A('ttl', '192.0.2.8', TTL(600)),
  A('gone', '192.0.2.66', ENSURE_ABSENT_REC()),
);
D(
  'example.net',
  REG_GANDI,
  DnsProvider(DSP_G),
  URL('go', 'http://www.example.com/'),
  URL301('away', 'https://www.example.com/'),
  FRAME('frame', 'https://www.example.com/'),
  A('@', '192.0.2.1'),
);
D('example.org', REG_GANDI);
