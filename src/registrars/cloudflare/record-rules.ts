/** What Cloudflare makes of a record set, and what of one it cannot hold. Pure. */
import { octetsOf } from '../../schema/dns/octets.ts';
import type { RecordType, TxtRdata } from '../../schema/dns/rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from '../../schema/dns/record-set.ts';
import { stringsOf } from '../../schema/dns/types/txt.ts';
import { bad, type Problem } from '../../schema/result.ts';

/** Proxied records have this TTL, whatever was asked for (octodns-cloudflare, dnscontrol). */
const autoTtlSeconds = 1;

const proxiableTypes: ReadonlySet<RecordType> = new Set(['A', 'AAAA', 'CNAME']);
export const isProxiable = (type: RecordType): boolean => proxiableTypes.has(type);

/** `proxied` is always said where there is such a thing; a proxied set has TTL 1; tags are sorted. */
export function canonicalRecordSet(set: RecordSet): RecordSet {
  const proxied = isProxiable(set.type) ? set.options.proxied === true : undefined;
  const tags = set.options.tags === undefined ? undefined : canonicalTags(set.options.tags);
  const options: RecordOptions = {
    ...set.options,
    ...(proxied === undefined ? {} : { proxied }),
    ...(tags === undefined ? {} : { tags }),
  };
  return { ...set, ttlSeconds: proxied === true ? autoTtlSeconds : set.ttlSeconds, options };
}

/** Names of tags have no case, and their order means nothing (dns/manage-dns-records/reference/record-attributes). */
export function canonicalTags(tags: OptionValue): OptionValue {
  if (!Array.isArray(tags)) return tags;
  const lowered = (tags as readonly string[]).map((tag) => {
    const [name = '', ...value] = tag.split(':');
    return [name.toLowerCase(), ...value].join(':');
  });
  return [...new Set(lowered)].sort();
}

export function checkRecordSet(set: RecordSet): readonly Problem[] {
  return [...checkText(set), ...checkOptions(set)];
}

/** dns/manage-dns-records/reference/dns-record-types, 2026: wire bytes of one TXT, and of all of one name. */
const maxTextBytes = 4096;
const maxTextBytesTogether = 8192;

function checkText(set: RecordSet): readonly Problem[] {
  const problems: Problem[] = [];
  let together = 0;
  for (const value of set.values) {
    if (value.type !== 'TXT') continue;
    if (value.text === '') problems.push(problem('Cloudflare refuses an empty TXT', 'leave the value out'));
    const bytes = wireBytes(value);
    together += bytes;
    if (bytes > maxTextBytes) {
      problems.push(
        problem(`a TXT at Cloudflare has up to ${maxTextBytes} bytes, and this one has ${bytes}`, 'shorten it'),
      );
    }
  }
  if (together > maxTextBytesTogether) {
    const limit = `all TXT of one name at Cloudflare have up to ${maxTextBytesTogether} bytes together`;
    problems.push(problem(`${limit}, and these have ${together}`, 'move some to another name'));
  }
  return problems;
}

/** Each string of up to 255 bytes has a byte for its length. */
function wireBytes(value: TxtRdata): number {
  return stringsOf(value).reduce((sum, string) => sum + 1 + octetsOf(string).length, 0);
}

/** 100 characters on Free, 500 on paid plans (external-dns); which plan a zone has is known once it was read. */
const maxCommentLength = 500;
const maxCommentLengthOnFree = 100;

/** Why a zone on the Free plan cannot hold a set: it has no tags, and short comments (dns record attributes, 2026-11-30). */
export function freePlanProblem({ options: { comment, tags } }: Pick<RecordSet, 'options'>): Problem | undefined {
  if (Array.isArray(tags) && tags.length > 0) {
    return problem('the zone is on the Free plan, which has no tags', 'Leave the tags out, or choose a larger plan');
  }
  if (typeof comment !== 'string' || comment.length <= maxCommentLengthOnFree) return undefined;
  const limit = `the zone is on the Free plan, where a comment has up to ${maxCommentLengthOnFree} characters`;
  return problem(`${limit}, and this one has ${comment.length}`, 'Shorten it, or choose a larger plan');
}

function checkOptions({ options, values }: RecordSet): readonly Problem[] {
  const problems: Problem[] = [];
  const { comment, tags, proxied } = options;
  if (typeof comment === 'string') {
    if (comment.length > maxCommentLength) {
      const length = `a comment at Cloudflare has up to ${maxCommentLength} characters (100 on the Free plan)`;
      problems.push(problem(`${length}, and this one has ${comment.length}`, 'shorten it'));
    }
    if (/[\r\n]/.test(comment))
      problems.push(problem('a comment at Cloudflare is one line', 'write it without line breaks'));
  }
  for (const tag of Array.isArray(tags) ? tags : []) {
    if (!/^[A-Za-z0-9_-]+(:[^\r\n]*)?$/.test(tag)) {
      problems.push(
        problem(
          `"${tag}" is not a tag at Cloudflare`,
          'write NAME or NAME:VALUE, with letters, digits, - and _ in NAME',
        ),
      );
    }
  }
  if (proxied === true && values.some((value) => value.type === 'A' && value.address.startsWith('127.'))) {
    problems.push(
      problem('Cloudflare cannot proxy a loopback address', 'leave out proxied, or write a public address'),
    );
  }
  return problems;
}

function problem(message: string, suggestion: string): Problem {
  return bad(message, suggestion).problem;
}
