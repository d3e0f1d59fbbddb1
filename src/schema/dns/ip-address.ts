/** IPv4 and IPv6 text (RFC 1123, RFC 4291) to canonical text (RFC 5952). Hot path: no regular expressions. */

/** Whether the text is an IPv4 or IPv6 address in any accepted spelling. */
export function isIpAddress(text: string): boolean {
  return readIpv4(text) !== undefined || readIpv6(text) !== undefined;
}

/** Four decimal numbers without leading zeros; anything else is `undefined`. The text is already canonical. */
export function readIpv4(text: string): string | undefined {
  return readOctets(text) === undefined ? undefined : text;
}

/** Any spelling of RFC 4291 section 2.2, without zone identifier, to RFC 5952; anything else is `undefined`. */
export function readIpv6(text: string): string | undefined {
  if (text.length < 2 || text.length > 45) return undefined;
  const lastColon = text.lastIndexOf(':');
  if (lastColon < 0) return undefined;
  let tail: readonly number[] = [];
  let head = text;
  if (text.includes('.', lastColon)) {
    const octets = readOctets(text.slice(lastColon + 1));
    if (octets === undefined) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = octets;
    tail = [(a << 8) | b, (c << 8) | d];
    // The colon before the address goes too, unless it belongs to `::`.
    head = text.slice(0, text.charCodeAt(lastColon - 1) === 58 ? lastColon + 1 : lastColon);
  }
  const gap = head.indexOf('::');
  const left = readGroups(gap < 0 ? head : head.slice(0, gap));
  const right = gap < 0 ? [] : readGroups(head.slice(gap + 2));
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length - tail.length;
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  return printGroups([...left, ...new Array<number>(missing).fill(0), ...right, ...tail]);
}

function readOctets(text: string): readonly number[] | undefined {
  if (text.length < 7 || text.length > 15) return undefined;
  const octets: number[] = [];
  let value = -1;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (value < 0) return undefined;
      octets.push(value);
      value = -1;
    } else {
      // A leading zero is refused: some programs read it as octal.
      if (code < 48 || code > 57 || value === 0) return undefined;
      value = Math.max(value, 0) * 10 + (code - 48);
      if (value > 255) return undefined;
    }
  }
  return octets.length === 4 ? octets : undefined;
}

function readGroups(text: string): readonly number[] | undefined {
  const groups: number[] = [];
  if (text === '') return groups;
  let value = 0;
  let digits = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 58 : text.charCodeAt(i);
    if (code === 58) {
      if (digits === 0) return undefined;
      groups.push(value);
      value = 0;
      digits = 0;
    } else {
      const digit = hexDigit(code);
      if (digit < 0 || digits === 4) return undefined;
      value = value * 16 + digit;
      digits++;
    }
  }
  return groups;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** RFC 5952 section 4: lower case, no leading zeros, `::` for the first longest run of two or more zero groups. */
function printGroups(groups: readonly number[]): string {
  const [, , , , , sixth = 0, seventh = 0, eighth = 0] = groups;
  if (sixth === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    // Section 5: an address that is known to hold an IPv4 address shows it.
    return `::ffff:${seventh >> 8}.${seventh & 255}.${eighth >> 8}.${eighth & 255}`;
  }
  let bestStart = -1;
  let bestLength = 1;
  let run = 0;
  for (let i = 0; i < 8; i++) {
    run = groups[i] === 0 ? run + 1 : 0;
    if (run > bestLength) {
      bestLength = run;
      bestStart = i - run + 1;
    }
  }
  if (bestStart < 0) return hexGroups(groups);
  return `${hexGroups(groups.slice(0, bestStart))}::${hexGroups(groups.slice(bestStart + bestLength))}`;
}

function hexGroups(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}
