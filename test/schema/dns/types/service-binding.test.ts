import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';

describe.each(['HTTPS', 'SVCB'] as const)('schema/dns/service-binding as %s', (type) => {
  accepts(type, [
    ['1 .', '1 .'],
    ['0 www', '0 www.example.com.'],
    ['1 . alpn=h3,h2', '1 . alpn="h3,h2"'],
    ['1 . ipv6hint="2001:DB8::1" port=08443 alpn="h2"', '1 . alpn="h2" port="8443" ipv6hint="2001:db8::1"'],
    ['1 . ALPN=h2 no-default-alpn', '1 . alpn="h2" no-default-alpn'],
    ['1 . key1=h2 key4=192.0.2.1,192.0.2.2', '1 . alpn="h2" ipv4hint="192.0.2.1,192.0.2.2"'],
    ['1 . mandatory=port,alpn alpn=h2 port=1', '1 . mandatory="alpn,port" alpn="h2" port="1"'],
    ['1 . ech=AEX+DQ==', '1 . ech="AEX+DQ=="'],
    ['1 . alpn=h2 dohpath=/dns-query{?dns}', '1 . alpn="h2" dohpath="/dns-query{?dns}"'],
    ['1 . ohttp alpn=h2', '1 . alpn="h2" ohttp'],
    ['1 . key65333="a b" key100', '1 . key100 key65333="a b"'],
    ['1 . alpn="f\\\\\\\\oo\\\\,bar,h2"', '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"'],
    [{ priority: 1, target: '.', params: { alpn: ['h3', 'h2'], port: 443 } }, '1 . alpn="h3,h2" port="443"'],
    [
      { priority: 1, target: '.', params: { alpn: 'h3,h2', 'no-default-alpn': true } },
      '1 . alpn="h3,h2" no-default-alpn',
    ],
    [{ priority: 1, target: '.', params: { alpn: ['a,b'], 'no-default-alpn': false } }, '1 . alpn="a\\\\,b"'],
    [{ priority: 1, target: '.', params: { key700: 'x', mandatory: ['key700'] } }, '1 . mandatory="key700" key700="x"'],
    [{ priority: 0, target: 'www' }, '0 www.example.com.'],
  ]);
  refuses(type, [
    ['1', `is not the form of ${type} data; write PRIORITY TARGET [KEY=VALUE ...]`],
    ['0 www alpn=h2', `${type} with priority 0 is an alias and takes no parameters; write priority 1`],
    ['1 . alpn=h2 alpn=h3', `${type} has the parameter alpn twice`],
    ['1 . alpn=h2 key1=h3', `${type} has the parameter alpn twice`],
    ['1 . apln=h2', `${type} parameter "apln" is unknown; write one of mandatory, alpn`],
    ['1 . key01=h2', 'parameter "key01" is unknown'],
    ['1 . key65535=x', 'parameter "key65535" is unknown'],
    ['1 . no-default-alpn', 'has no-default-alpn without alpn, which leaves no protocol; add alpn'],
    ['1 . alpn=h2 no-default-alpn=1', 'parameter no-default-alpn takes no value'],
    ['1 . alpn', `${type} parameter alpn has no value; write alpn="..."`],
    ['1 . alpn=h2,,h3', 'parameter alpn has an empty item, which is not a protocol identifier such as h2'],
    ['1 . port=65536', 'parameter port is "65536"'],
    ['1 . ipv4hint=2001:db8::1', 'parameter ipv4hint has "2001:db8::1", which is not an IPv4 address'],
    ['1 . ipv6hint=192.0.2.1', 'which is not an IPv6 address'],
    ['1 . ech=AEX', 'parameter ech is not base64'],
    ['1 . dohpath=dns', 'write a path like "/dns-query{?dns}"'],
    ['1 . mandatory=alpn', `${type} says that alpn is mandatory but does not have it; add alpn`],
    ['1 . mandatory=alpn,alpn alpn=h2', 'parameter mandatory names alpn twice'],
    ['1 . mandatory=mandatory', 'parameter mandatory names itself'],
    ['1 . mandatory=foo', 'parameter mandatory names "foo", which is no key'],
    ['1 192.0.2.1', 'is an IP address'],
    ['65536 .', `${type} priority is "65536"`],
    [{ priority: 1, target: '.', params: ['alpn'] }, `${type} params is ["alpn"]; write an object`],
    [{ priority: 1, target: '.', params: { port: { x: 1 } } }, `${type} parameter port is {"x":1}`],
  ]);
});
