/** `$GENERATE` of BIND (Administrator Reference Manual, "The $GENERATE Directive"): one entry for each number of a range. */
import { bad, ok, type Result } from '../../schema/result.ts';

/** More than any real zone has; a slip of the keyboard makes millions. */
const maxEntries = 65_536;

interface Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** `1-254`, `0-100/2`. */
export function generateRange(text: string): Result<Range> {
  const [, start, stop, step = '1'] = /^(\d{1,10})-(\d{1,10})(?:\/(\d{1,10}))?$/.exec(text) ?? [];
  const range = { start: Number(start), stop: Number(stop), step: Number(step) };
  if (start === undefined || range.step === 0 || range.stop < range.start) {
    return bad(`"${text}" is no range of $GENERATE`, 'write START-STOP or START-STOP/STEP: 1-254');
  }
  const entries = Math.floor((range.stop - range.start) / range.step) + 1;
  return entries <= maxEntries ? ok(range) : bad(`$GENERATE ${text} makes ${entries} entries, over ${maxEntries}`);
}

/**
 * The text for one number: `$` stands for it, `${OFFSET,WIDTH,BASE}` for it with an offset, zeros before it, and in base
 * `d`, `o`, `x` or `X`, or as nibbles in reverse order (`n`, `N`); `$$` and `\$` for the sign itself.
 */
export function generated(text: string, number: number): Result<string> {
  let problem: Result<string> | undefined;
  const made = text.replace(/\\\$|\$\$|\$\{([^}]*)\}|\$/g, (whole, modifiers: string | undefined) => {
    if (whole === '\\$' || whole === '$$') return '$';
    const [, offset = '0', width = '0', base = 'd'] =
      modifiers === undefined
        ? ['']
        : (/^(-?\d{1,10})(?:,(\d{1,3})(?:,([doxXnN]))?)?$/.exec(modifiers) ?? ['', 'none']);
    const value = number + Number(offset);
    if (Number.isInteger(value) && value >= 0) return inBase(value, Number(width), base);
    problem ??= bad(
      `${whole} of $GENERATE cannot be read`,
      'write ${OFFSET,WIDTH,BASE}, so that no number is negative',
    );
    return whole;
  });
  return problem ?? ok(made);
}

const radix: Readonly<Record<string, number>> = { d: 10, o: 8, x: 16, X: 16, n: 16, N: 16 };

function inBase(value: number, width: number, base: string): string {
  const digits = value.toString(radix[base] ?? 10);
  const cased = base === 'X' || base === 'N' ? digits.toUpperCase() : digits;
  if (base !== 'n' && base !== 'N') return cased.padStart(width, '0');
  // The width counts the dots between the nibbles.
  const nibbles = cased
    .padStart(Math.ceil(width / 2), '0')
    .split('')
    .reverse()
    .join('.');
  return width > 0 && width % 2 === 0 ? `${nibbles}.` : nibbles;
}
