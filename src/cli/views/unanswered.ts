/** What a change of nameservers leaves behind, or a new name hides: a line each, and how to keep it. */
import { defaultRecord, notKnown, type Unanswered } from '../../planner/plan.ts';
import { missingLine } from '../../planner/unanswered.ts';
import { count } from '../../schema/count.ts';
import { displayName } from '../../schema/dns/name.ts';
import { type ChangeLine, labelOf } from './change-line.ts';
import { describeGone } from './values.ts';
import { lostSymbol } from './words.ts';

/** What still fits behind the value that goes. */
const longest = 60;

export function unansweredLine(unanswered: Unanswered): ChangeLine {
  const { address, domain, value } = unanswered;
  const described = 'text' in value ? { inline: [value.text], below: [] } : describeGone(value);
  const aside = unanswered.default ? ` (${defaultRecord})` : '';
  return {
    symbol: lostSymbol,
    tone: 'red',
    label: labelOf(address, domain),
    columns: [...described.inline, `${fateOf(unanswered)}${aside}`],
    below: described.below,
  };
}

/** Of defaults only where all is asked for: most are parking. */
export function keepLines(unanswered: readonly Unanswered[], verbose: boolean): string[] {
  const lines = unanswered.flatMap((one) => {
    const line = missingLine(one);
    return line === null || (one.default && !verbose) ? [] : [line];
  });
  if (lines.length === 0) return [];
  return [
    `  To keep what is answered now, add to the records of ${unanswered[0]?.domain}:`,
    // As far in as they are to stand there.
    ...lines.map((one) => `      ${one}`),
  ];
}

function fateOf({ after, address, domain, cause, by }: Unanswered): string {
  const culprit = by === null ? '' : displayName(by.slice(domain.length + 1, by.lastIndexOf('/')));
  if (cause === 'sub-zone') return `stops being answered when ${culprit} becomes a sub-zone`;
  if (cause === 'new-name') return `stops being answered when the name exists: ${culprit} answers it now`;
  if (after === null) return 'stops being answered when the nameservers change';
  if (after === notKnown) return 'not known whether the new nameservers answer it';
  const where = after.address === address ? '' : `${labelOf(after.address, domain)} `;
  const values = after.values.join(', ');
  return `will be answered by ${where}${values.length > longest ? count(after.values.length, 'other value') : values}`;
}
