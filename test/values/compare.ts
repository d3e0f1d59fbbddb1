/** Our answers against those of another program. */
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { parseRdata } from '../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../src/schema/dns/targets.ts';
import { wireOf } from '../schema/dns/wire.ts';
import type { Answer, Program } from './programs.ts';
import { ours, type Text } from './texts.ts';

/** A difference that is meant, and the document that decides. What is left out may be anything. */
export interface Difference {
  readonly program?: Program['name'];
  readonly types?: readonly RecordType[];
  readonly text?: RegExp;
  /** Our answer: hexadecimal, or `refused: WHY`. */
  readonly ours: RegExp;
  readonly theirs: RegExp;
  readonly why: string;
}

export interface Comparison {
  readonly alike: number;
  readonly explained: number;
  /** Differences without a row, and rows without a difference. */
  readonly faults: readonly string[];
}

export function compareAll(
  program: Program['name'],
  texts: readonly Text[],
  answers: readonly Answer[],
  table: readonly Difference[],
): Comparison {
  const rows = table.filter((row) => row.program === undefined || row.program === program);
  const used = new Set<Difference>();
  const faults: string[] = [];
  let alike = 0;
  let explained = 0;
  for (const [index, each] of texts.entries()) {
    const [own, their] = [ours(each), answers[index] ?? 'refused: no answer'];
    if (isAlike(each.type, own, their)) {
      alike += 1;
      continue;
    }
    const found = rows.filter((row) => explains(row, each, own, their));
    for (const row of found) used.add(row);
    if (found.length > 0) explained += 1;
    else faults.push(`${each.type} ${JSON.stringify(each.text)}\n  ours   ${own}\n  theirs ${their}`);
  }
  const unused = rows.filter((row) => !used.has(row));
  return { alike, explained, faults: [...faults, ...unused.map(({ why }) => `no text differs so any more: ${why}`)] };
}

function explains(row: Difference, { type, text }: Text, own: Answer, their: Answer): boolean {
  const fits = (row.types?.includes(type) ?? true) && (row.text?.test(text) ?? true);
  return fits && row.ours.test(own) && row.theirs.test(their);
}

/** Case that does not count, and where a text is split, are no difference: their octets are read and printed as ours. */
function isAlike(type: RecordType, own: Answer, their: Answer): boolean {
  if (own === their) return true;
  if (isRefusal(own) || isRefusal(their)) return isRefusal(own) && isRefusal(their);
  const read = parseRdata(type, `\\# ${their.length / 2} ${their}`, absoluteTarget);
  if (!read.ok) return false;
  const joined = read.value.type === 'TXT' ? { type: read.value.type, text: read.value.text } : read.value;
  return wireOf(joined).toString('hex') === own;
}

function isRefusal(answer: Answer): boolean {
  return answer.startsWith('refused: ');
}
