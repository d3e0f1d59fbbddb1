/** The data of a record in the intermediate form of DNSControl. Numbers that are 0 are left out there. */
import type { Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { ReadTarget } from '../../schema/dns/record-type.ts';
import { parseRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { seen } from '../../schema/dns/seen.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, type Result } from '../../schema/result.ts';
import { type JsonObject, textOf } from '../moving/json-file.ts';

/** Types of DNSControl that mean one of ours, and what it is called. */
export const webRedirects: Readonly<Record<string, string>> = {
  URL: 'temporary',
  URL301: 'permanent',
  FRAME: 'masked',
};

/** `type`: as `RecordType`, but for redirects. */
export function dnscontrolValue(type: RecordType, record: JsonObject): Result<Rdata> {
  const target = textOf(record.target);
  if (target === undefined) return bad('the file has no target for it');
  const number = (key: string) => record[key] ?? 0;
  const text = (key: string) => record[key] ?? '';
  const fields: Readonly<Record<string, unknown>> | undefined = (
    {
      CAA: () => ({ flags: number('caaflag'), tag: text('caatag'), value: target }),
      DS: () => ({
        ...{ key_tag: number('dskeytag'), algorithm: number('dsalgorithm') },
        ...{ digest_type: number('dsdigesttype'), digest: text('dsdigest') },
      }),
      MX: () => ({ preference: number('mxpreference'), exchange: target }),
      NAPTR: () => ({
        ...{ order: number('naptrorder'), preference: number('naptrpreference'), flags: text('naptrflags') },
        ...{ service: text('naptrservice'), regexp: text('naptrregexp'), replacement: target },
      }),
      SRV: () => ({
        ...{ priority: number('srvpriority'), weight: number('srvweight'), port: number('srvport'), target },
      }),
      SSHFP: () => ({
        ...{ algorithm: number('sshfpalgorithm'), fingerprint_type: number('sshfpfingerprint'), fingerprint: target },
      }),
      TLSA: () => ({
        ...{ usage: number('tlsausage'), selector: number('tlsaselector') },
        ...{ matching_type: number('tlsamatchingtype'), certificate: target },
      }),
      TXT: () => ({ text: target }),
      URL: () => ({ kind: webRedirects[String(record.type)], url: target }),
    } as Partial<Record<RecordType, () => Readonly<Record<string, unknown>>>>
  )[type]?.();
  if (fields !== undefined) return rdataFromObject(type, fields, fullTarget);
  if (type !== 'HTTPS' && type !== 'SVCB') return parseRdata(type, target, fullTarget);
  return parseRdata(type, `${String(number('svcpriority'))} ${target} ${String(text('svcparams'))}`.trim(), fullTarget);
}

/** DNSControl completes targets, but not those of every type. */
const fullTarget: ReadTarget = (text) => {
  if (text.endsWith('.') || absoluteTarget(text).ok === false) return absoluteTarget(text);
  return bad(`the target ${seen(text)} has no final dot, and hosts read it in different ways`);
};
