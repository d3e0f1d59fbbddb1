/**
 * HTTPS and SVCB (RFC 9460): priority, target, parameters.
 * Object form: `{ priority, target, params?: { alpn, no-default-alpn, port, ipv4hint, ipv6hint, ech, dohpath, ohttp,
 * mandatory, keyNNNNN } }`; lists as lists or comma-separated text, flags as `true`.
 */
import { bad, ok, type Result } from '../result.ts';
import { readInteger, wrongForm } from './fields.ts';
import { readTargetField } from './pointer.ts';
import type { RdataOf, ServiceBinding } from './rdata.ts';
import type { ReadTarget, RecordTypeSpec } from './record-type.ts';
import { seen } from './seen.ts';
import { canonicalParams, escapeItem, type WrittenParam } from './service-params.ts';
import { type Field, readZoneText, unescapeField } from './zone-text.ts';

const form = 'PRIORITY TARGET [KEY=VALUE ...], for example \'1 . alpn="h3,h2"\', or "0 www.example.com." as an alias';

/** HTTPS and SVCB differ in their name alone. */
export function serviceBindingType<T extends 'HTTPS' | 'SVCB'>(
  type: T,
  make: (binding: ServiceBinding) => RdataOf<T>,
): RecordTypeSpec<T> {
  const build = (
    priorityField: unknown,
    targetField: unknown,
    params: readonly WrittenParam[],
    readTarget: ReadTarget,
  ): Result<RdataOf<T>> => {
    const priority = readInteger(priorityField, `${type} priority`, 65535);
    if (!priority.ok) return priority;
    const target = readTargetField(targetField, type, 'target', readTarget);
    if (!target.ok) return target;
    if (priority.value === 0 && params.length > 0) {
      return bad(
        `${type} with priority 0 is an alias and takes no parameters`,
        'write priority 1, or leave the parameters out',
      );
    }
    const canonical = canonicalParams(params, type);
    if (!canonical.ok) return canonical;
    return ok(make({ priority: priority.value, target: target.value, params: canonical.value }));
  };
  return {
    type,
    source: 'RFC 9460',
    form,
    parse(text, readTarget) {
      const fields = readZoneText(text);
      if (!fields.ok) return fields;
      const [priority, target, ...params] = fields.value;
      const misquoted = [priority, target].some((field) => field?.quotes !== 'none');
      if (target === undefined || misquoted || params.some(({ quotes }) => quotes === 'all')) {
        return wrongForm(type, text, form);
      }
      return build(priority?.raw, target.raw, params.map(splitParam), readTarget);
    },
    fromObject(fields, readTarget) {
      const params = paramsOfObject(fields.params ?? {}, type);
      return params.ok ? build(fields.priority, fields.target, params.value, readTarget) : params;
    },
    print(rdata: ServiceBinding) {
      return `${rdata.priority} ${rdata.target}${rdata.params === '' ? '' : ` ${rdata.params}`}`;
    },
  };
}

function splitParam({ raw, quotes }: Field): WrittenParam {
  const equals = raw.indexOf('=');
  if (equals < 0) return { key: raw };
  const value = raw.slice(equals + 1);
  return { key: raw.slice(0, equals), value: unescapeField({ raw: value, quotes }), escaped: value.includes('\\') };
}

function paramsOfObject(params: unknown, type: string): Result<readonly WrittenParam[]> {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    return bad(`${type} params is ${seen(params)}`, 'write an object, for example params: { alpn: [h3, h2] }');
  }
  const written: WrittenParam[] = [];
  for (const [key, value] of Object.entries(params)) {
    if (value === true) written.push({ key });
    else if (typeof value === 'string') written.push({ key, value });
    else if (typeof value === 'number') written.push({ key, value: String(value) });
    else if (Array.isArray(value))
      written.push({ key, value: value.map((item) => escapeItem(String(item))).join(',') });
    else if (value !== false)
      return bad(`${type} parameter ${key} is ${seen(value)}`, 'write a text, a number, a list or true');
  }
  return ok(written);
}
