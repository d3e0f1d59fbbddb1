import { expect, it } from 'vitest';
import type { Fields } from '../../../src/schema/dns/fields.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import { parseRdata, printRdata, rdataFromObject } from '../../../src/schema/dns/record-types.ts';
import { configTarget } from '../../../src/schema/dns/targets.ts';
import type { Problem, Result } from '../../../src/schema/result.ts';
import type { Accepted, Refused } from './texts/rows.ts';

/** The rule of a config for example.com, in which every table of values is written. */
export const target = configTarget('example.com');

/** The value, or a failure that shows the problem. */
export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}

/** `message; suggestion` of a refused value, or a failure that shows the value. */
export function refusal(result: Result<unknown>): string {
  if (result.ok) throw new Error(`taken: ${JSON.stringify(result.value)}`);
  return problemText(result.problem);
}

export function problemText(problem: Problem): string {
  return problem.suggestion === undefined ? problem.message : `${problem.message}; ${problem.suggestion}`;
}

export function accepts(type: RecordType, rows: Accepted): void {
  it.each(rows)(`${type} %j is %s`, (written, canonical) => {
    expect(printRdata(accepted(read(type, written)))).toBe(canonical);
    expect(printRdata(accepted(parseRdata(type, canonical, target)))).toBe(canonical);
  });
}

export function refuses(type: RecordType, rows: Refused): void {
  it.each(rows)(`${type} %j is refused: %s`, (written, problem) => {
    expect(refusal(read(type, written))).toContain(problem);
  });
}

function read(type: RecordType, written: string | Fields) {
  return typeof written === 'string' ? parseRdata(type, written, target) : rdataFromObject(type, written, target);
}
