/**
 * Cuts a large config between entries of its top-level `domains:`, so that the YAML of thousands of domains is parsed and
 * dropped piece by piece: a syntax tree is about a hundred times its text.
 * Only the plain layout is cut: block style, one indentation, one document. All else comes back in one piece. In valid
 * YAML of that layout a line at the entries' indentation can only begin an entry, because whatever continues an entry
 * stands deeper; in invalid YAML at least one piece is invalid too, and the caller then reads the whole.
 */

/** A part of the text that is YAML of its own: of the top-level mapping, or entries of the mapping `domains`. */
export interface Piece {
  readonly kind: 'top' | 'domains';
  readonly start: number;
  readonly end: number;
}

/** A few domains. Measured: from 1,000 to 4,000 characters is best; larger trees outlive the collections of the young heap. */
const defaultPieceLength = 2048;

const domainsLine = /^domains:[ \t]*(#.*)?$/;
const topKeyLine = /^[A-Za-z_][\w-]*:/;
/** What an entry's line may begin with: a plain or quoted name. No merge key, alias, anchor or sequence. */
const entryStart = /^["'\p{L}\p{N}_]/u;

export function cutIntoPieces(text: string, pieceLength = defaultPieceLength): readonly Piece[] {
  const whole: readonly Piece[] = [{ kind: 'top', start: 0, end: text.length }];
  if (text.length <= pieceLength) return whole;
  const pieces: Piece[] = [];
  let start = 0;
  let kind: Piece['kind'] = 'top';
  let seenDomains = false;
  let entryIndent: number | undefined;
  const close = (end: number): void => {
    if (end > start) pieces.push({ kind, start, end });
    start = end;
  };
  for (let lineStart = 0; lineStart < text.length; ) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    const indent = indentation(text, lineStart, lineEnd);
    if (indent === 'tab') return whole;
    if (indent === 0) {
      const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
      // A first line `---` opens the one document there is.
      if (!topKeyLine.test(line) && !(line === '---' && text.slice(0, lineStart).trim() === '')) return whole;
      if (kind === 'domains') {
        close(lineStart);
        kind = 'top';
      }
      if (line.startsWith('domains:')) {
        if (seenDomains || !domainsLine.test(line)) return whole;
        seenDomains = true;
        close(newline < 0 ? text.length : newline + 1);
        kind = 'domains';
      }
    } else if (indent !== undefined && kind === 'domains') {
      entryIndent ??= indent;
      if (indent < entryIndent) return whole;
      if (indent === entryIndent) {
        if (!entryStart.test(text.slice(lineStart + indent, lineStart + indent + 2))) return whole;
        if (lineStart - start >= pieceLength) close(lineStart);
      }
    }
    lineStart = lineEnd + 1;
  }
  close(text.length);
  return entryIndent === undefined ? whole : pieces;
}

/** Spaces before the first character; undefined for a line that is blank or a comment. */
function indentation(text: string, start: number, end: number): number | 'tab' | undefined {
  let at = start;
  while (at < end && text.charCodeAt(at) === 32) at++;
  if (at === end) return undefined;
  const code = text.charCodeAt(at);
  if (code === 9) return 'tab';
  return code === 35 || code === 13 ? undefined : at - start;
}
