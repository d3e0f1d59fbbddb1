/** Readers of option values. A value that cannot be read ends the command with a clear line and exit code 1. */
import { InvalidArgumentError, Option } from 'commander';

export function integerFrom(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    const upper = max === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${max}`;
    throw new InvalidArgumentError(`Write a whole number, ${min}${upper}.`);
  };
}

export function share(text: string): number {
  const value = Number(text);
  if (/^[\d.]+$/.test(text) && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Write a number from 0 to 1, for example 0.05.');
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m`, `1h`, `500ms`; milliseconds. */
export function duration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = unitMs[unit ?? ''];
  if (number !== undefined && factor !== undefined) return Math.round(Number(number) * factor);
  if (text === '0') return 0;
  throw new InvalidArgumentError('Write a number with a unit, for example 30s, 5m or 1h.');
}

/** For an option that may be given several times. */
export function collect(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), text];
}

export type Format = 'text' | 'json';

export function formatOption(): Option {
  return new Option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text');
}

/** The number of a run, as `history` shows it; Postgres counts them in 32 bits. */
export const runNumber = integerFrom(1, 2_147_483_647);

export const verifyReadsHelp = 'read back all that is written; what a registrar confirmed and did not do fails';
