/**
 * A zone file as records (RFC 1035 section 5, RFC 2308 for `$TTL`, RFC 3597 for unknown types, `$GENERATE` of BIND). All
 * mistakes come in one run, each with its place. What servers read in different ways, as a record without a TTL, is
 * refused and not chosen. Pure: whoever calls it reads included files.
 */
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import { didYouMean } from '../../schema/config/suggest.ts';
import { isWithin, parseName } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { ReadTarget } from '../../schema/dns/record-type.ts';
import { isRecordType, parseRdata, rdataFromPrinted, recordTypeNames } from '../../schema/dns/record-types.ts';
import { seen } from '../../schema/dns/seen.ts';
import { absoluteTarget, zoneFileTarget } from '../../schema/dns/targets.ts';
import { bad, type Problem, type Result } from '../../schema/result.ts';
import { generated, generateRange } from './generate.ts';
import { type Entry, type Place, type Token, tokensOf } from './tokens.ts';
import { isTtl, zoneTtl } from './zone-ttl.ts';

interface ZoneFileOptions {
  /** Of relative names before the first `$ORIGIN`, and of a file without SOA: A-labels, without trailing dot. */
  readonly origin?: string;
  /** Of records that have none, where the file gives no `$TTL`. */
  readonly ttlSeconds?: number;
  /** The file of an `$INCLUDE`; `from`: the one that names it. */
  include(path: string, from: string): Result<Source>;
}

export interface ZoneFile {
  /** A-labels, without trailing dot. */
  readonly domain: string;
  readonly records: readonly ZoneRecord[];
  /** Of types that are not known here; data as it was written. */
  readonly unknown: readonly { readonly name: Fqdn; readonly type: string; readonly text: string }[];
  /** Records left out, by type: what each server makes itself. */
  readonly made: ReadonlyMap<string, number>;
  /** Names outside the zone, which no server answers from this file. */
  readonly outside: readonly string[];
}

export interface ZoneRecord {
  readonly name: Fqdn;
  readonly ttlSeconds: number;
  readonly rdata: Rdata;
  readonly source: Place & { readonly file: string };
}

type ReadZoneFile = { readonly zone: ZoneFile } | { readonly issues: readonly Issue[] };

/** What a signed or a slaved zone has, and its new host makes anew. */
const madeTypes: ReadonlySet<string> = new Set([
  ...['SOA', 'DNSKEY', 'RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'CDS', 'CDNSKEY', 'TYPE65534'],
]);

/** Types by number, for the form of RFC 3597 section 5. */
const typeNumbers: Readonly<Record<string, RecordType>> = {
  ...{ TYPE1: 'A', TYPE2: 'NS', TYPE5: 'CNAME', TYPE12: 'PTR', TYPE15: 'MX', TYPE16: 'TXT', TYPE28: 'AAAA' },
  ...{ TYPE29: 'LOC', TYPE33: 'SRV', TYPE35: 'NAPTR', TYPE43: 'DS', TYPE44: 'SSHFP', TYPE52: 'TLSA' },
  ...{ TYPE64: 'SVCB', TYPE65: 'HTTPS', TYPE257: 'CAA' },
};

/** Other types that name servers read (IANA registry of DNS parameters, read 2026-11-30): a word that is none is a slip. */
const otherTypes: ReadonlySet<string> = new Set([
  ...[
    'A6',
    'AFSDB',
    'AMTRELAY',
    'APL',
    'AVC',
    'CERT',
    'CSYNC',
    'DHCID',
    'DLV',
    'DNAME',
    'DOA',
    'EID',
    'EUI48',
    'EUI64',
  ],
  ...[
    'GPOS',
    'HHIT',
    'HINFO',
    'HIP',
    'IPN',
    'IPSECKEY',
    'ISDN',
    'KEY',
    'KX',
    'L32',
    'L64',
    'LP',
    'MB',
    'MD',
    'MF',
    'MG',
  ],
  ...[
    'MINFO',
    'MR',
    'NID',
    'NIMLOC',
    'NINFO',
    'NSAP',
    'NSAP-PTR',
    'NULL',
    'NXT',
    'OPENPGPKEY',
    'PX',
    'RESINFO',
    'RKEY',
  ],
  ...[
    'RP',
    'RT',
    'SIG',
    'SINK',
    'SMIMEA',
    'SPF',
    'TA',
    'TALINK',
    'URI',
    'WALLET',
    'WKS',
    'X25',
    'ZONEMD',
    'DSYNC',
    'CLA',
  ],
]);

const maxDepth = 10;

interface Unplaced extends Omit<ZoneRecord, 'ttlSeconds'> {
  readonly ttlSeconds: number | undefined;
}

interface Scope {
  readonly file: string;
  readonly depth: number;
  origin: string | undefined;
  owner: Fqdn | undefined;
}

export function readZoneFile(source: Source, options: ZoneFileOptions): ReadZoneFile {
  const issues: Issue[] = [];
  const records: Unplaced[] = [];
  const unknown: { name: Fqdn; type: string; text: string }[] = [];
  const made = new Map<string, number>();
  let commonTtl = options.ttlSeconds;
  let zoneName: string | undefined;
  let firstOrigin = options.origin;

  const report = (file: string, { line, column }: Place, { message, suggestion }: Problem): void => {
    const issue: Issue = { code: 'zone-file', file, line, column, message };
    issues.push(suggestion === undefined ? issue : { ...issue, suggestion });
  };

  function readText({ file, text }: Source, scope: Scope, from?: Place): void {
    const { entries, problems } = tokensOf(text, from);
    for (const { problem, ...place } of problems) report(file, place, problem);
    for (const entry of entries) {
      const [first] = entry.tokens;
      if (first?.text.startsWith('$') && !first.isQuoted && !entry.isIndented) readDirective(first, entry, scope);
      else readRecord(entry, scope);
    }
  }

  function readDirective(word: Token, entry: Entry, scope: Scope): void {
    const [, argument, second] = entry.tokens;
    const name = word.text.toUpperCase();
    const wrong = (problem: Problem, place: Place = word) => report(scope.file, place, problem);
    if (!['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE'].includes(name)) {
      return wrong(bad(`unknown directive ${word.text}`, 'there are $ORIGIN, $TTL, $INCLUDE and $GENERATE').problem);
    }
    if (argument === undefined) return wrong(bad(`${name} has no argument`).problem);
    if (name === '$GENERATE') return generate(entry, scope);
    if (entry.tokens.length > (name === '$INCLUDE' ? 3 : 2)) {
      return wrong(bad(`${name} has too many arguments`).problem, entry.tokens[name === '$INCLUDE' ? 3 : 2]);
    }
    if (name === '$TTL') {
      const ttl = zoneTtl(argument.text);
      if (ttl.ok) commonTtl = ttl.value;
      else wrong(ttl.problem, argument);
      return;
    }
    const origin = name === '$ORIGIN' ? argument : second;
    const read = origin === undefined ? undefined : nameOf(origin.text, scope);
    if (origin !== undefined && read?.ok === false) return wrong(read.problem, origin);
    const next = read?.ok === true ? read.value.slice(0, -1) : scope.origin;
    if (name === '$ORIGIN') {
      scope.origin = next;
      firstOrigin ??= next;
      return;
    }
    if (scope.depth >= maxDepth) return wrong(bad(`$INCLUDE goes more than ${maxDepth} files deep`).problem);
    const included = options.include(argument.text, scope.file);
    if (!included.ok) return wrong(included.problem, argument);
    readText(included.value, { file: included.value.file, depth: scope.depth + 1, origin: next, owner: scope.owner });
  }

  function generate({ tokens, line, column }: Entry, scope: Scope): void {
    const [, rangeToken, owner, ...rest] = tokens;
    const place = { line, column };
    const range = generateRange(rangeToken?.text ?? '');
    if (!range.ok) return report(scope.file, rangeToken ?? place, range.problem);
    const last = rest.at(-1);
    if (owner === undefined || rest.length < 2 || last === undefined) {
      return report(scope.file, place, bad('$GENERATE has no record', 'write $GENERATE 1-9 host$ A 192.0.2.$').problem);
    }
    // In quotes stands the text of the data, which may have quotes of its own.
    const data = last.isQuoted ? [...rest.slice(0, -1).map(written), unquoted(last.text)] : rest.map(written);
    const text = [written(owner), ...data].join(' ');
    for (let number = range.value.start; number <= range.value.stop; number += range.value.step) {
      const one = generated(text, number);
      if (!one.ok) return report(scope.file, place, one.problem);
      readText({ file: scope.file, text: one.value }, scope, place);
    }
  }

  function readRecord(entry: Entry, scope: Scope): void {
    const wrong = (problem: Problem, place: Place = entry) => report(scope.file, place, problem);
    const words = [...entry.tokens];
    const ownerToken = entry.isIndented ? undefined : words.shift();
    if (ownerToken !== undefined) {
      // An SOA with a full name says which zone it is.
      const isSoa = words.some(({ text, isQuoted }) => !isQuoted && text.toUpperCase() === 'SOA');
      if (isSoa && scope.origin === undefined && ownerToken.text.endsWith('.'))
        scope.origin = ownerToken.text.slice(0, -1);
      const name = nameOf(ownerToken.text, scope);
      scope.owner = name.ok ? name.value : undefined;
      if (!name.ok) return wrong(name.problem, ownerToken);
    }
    const name = scope.owner;
    if (name === undefined)
      return ownerToken === undefined
        ? wrong(bad('a record without an owner: none stands before it').problem)
        : undefined;
    let ttl: number | undefined;
    for (;;) {
      const [word] = words;
      if (word === undefined) return wrong(bad('a record without a type').problem);
      if (/^(CH|HS|CS)$/i.test(word.text))
        return wrong(bad(`class ${word.text} is not that of the Internet`).problem, word);
      if (isTtl(word.text) && ttl === undefined) {
        const read = zoneTtl(word.text);
        if (!read.ok) return wrong(read.problem, word);
        ttl = read.value;
      } else if (!/^(IN|CLASS1)$/i.test(word.text)) break;
      words.shift();
    }
    const typeToken = words.shift() as Token;
    const typeWord = typeToken.text.toUpperCase();
    const type = typeNumbers[typeWord] ?? typeWord;
    if (type === 'SOA') {
      zoneName ??= name.slice(0, -1);
      if (`${zoneName}.` !== name)
        wrong(bad(`a second SOA, of ${name}`, 'give each zone a file of its own').problem, typeToken);
    }
    if (madeTypes.has(type)) {
      made.set(type, (made.get(type) ?? 0) + 1);
      return;
    }
    if (!isRecordType(type) || type === 'ALIAS' || type === 'URL') {
      if (!otherTypes.has(type) && !/^TYPE\d{1,5}$/.test(type)) {
        const suggestion = didYouMean(type, recordTypeNames, 'types');
        return wrong(bad(`${seen(typeToken.text)} is no record type`, suggestion).problem, typeToken);
      }
      unknown.push({ name, type, text: words.map(written).join(' ') });
      return;
    }
    const rdata = dataOf(type, words, targetIn(scope));
    if (!rdata.ok) return wrong(rdata.problem, words[0] ?? typeToken);
    const source = { file: scope.file, line: entry.line, column: entry.column };
    records.push({ name, ttlSeconds: ttl ?? commonTtl, rdata: rdata.value, source });
  }

  readText(source, { file: source.file, depth: 0, origin: options.origin, owner: undefined });
  const domain = zoneName ?? firstOrigin;
  if (domain === undefined) {
    report(
      source.file,
      { line: 1, column: 1 },
      bad('the file does not say which zone it is', 'name it with --origin').problem,
    );
  }
  const inside = records.filter(({ name }) => domain === undefined || isWithin(name, domain));
  checkTtls(inside, report);
  if (issues.length > 0 || domain === undefined) return { issues };
  const outside = [...new Set(records.filter(({ name }) => !isWithin(name, domain)).map(({ name }) => name))];
  return { zone: { domain, records: inside as readonly ZoneRecord[], unknown, made, outside } };
}

/** Without a TTL servers take the SOA's minimum, the last one written, or one of their own. */
function checkTtls(records: readonly Unplaced[], report: (file: string, place: Place, problem: Problem) => void): void {
  const first = new Map<string, Unplaced>();
  for (const record of records) {
    const { source, ttlSeconds, name, rdata } = record;
    const key = `${name} ${rdata.type}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, record);
    if (ttlSeconds === undefined) {
      report(
        source.file,
        source,
        bad('a record without a TTL, and no $TTL before it', 'give the TTL with --ttl').problem,
      );
    } else if (other !== undefined && other.ttlSeconds !== undefined && other.ttlSeconds !== ttlSeconds) {
      const message = `the ${rdata.type} of ${name} has a TTL of ${ttlSeconds} here and of ${other.ttlSeconds} in line ${other.source.line}; records of one name and type have one TTL (RFC 2181)`;
      report(source.file, source, bad(message, 'write the same TTL').problem);
    }
  }
}

function nameOf(text: string, { origin }: Scope): Result<Fqdn> {
  if (text.endsWith('.')) return parseName(text);
  if (origin === undefined) return bad(`"${text}" is relative, and no origin is given`, 'name it with --origin');
  if (text === '@') return parseName(`${origin}.`);
  return parseName(origin === '' ? text : `${text}.${origin}`);
}

function targetIn({ origin }: Scope): ReadTarget {
  // The root: each name is a full one.
  if (origin === '') return absoluteTarget;
  if (origin !== undefined) return zoneFileTarget(origin);
  return (text) =>
    text.endsWith('.')
      ? absoluteTarget(text)
      : bad(`"${text}" is relative, and no origin is given`, 'name it with --origin');
}

/** Words of a TXT outside quotes are strings of their own. */
function dataOf(type: RecordType, words: readonly Token[], readTarget: ReadTarget): Result<Rdata> {
  if (words.length === 0) return bad(`${type} without data`);
  const isGeneric = words[0]?.text === '\\#' && !words[0].isQuoted;
  if (isGeneric || type !== 'TXT') return parseRdata(type, words.map(written).join(' '), readTarget);
  return rdataFromPrinted(type, words.map(({ text }) => `"${text}"`).join(' '));
}

function written({ text, isQuoted }: Token): string {
  return isQuoted ? `"${text}"` : text;
}

function unquoted(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}
