/** The YAML of a config with the places that its formatter needs. */
import { type Document, type ParsedNode, parseDocument, type YAMLSeq } from 'yaml';

export function parseForFormat(text: string): Document.Parsed<ParsedNode, true> {
  return parseDocument(text, {
    version: '1.2',
    merge: true,
    stringKeys: true,
    uniqueKeys: false,
    keepSourceTokens: true,
  });
}

/** Offsets of the dashes of a block sequence. */
export function dashesOf(seq: YAMLSeq): readonly number[] {
  const token = seq.srcToken;
  if (token?.type !== 'block-seq') return [];
  return token.items.flatMap(({ start }) =>
    start.filter(({ type }) => type === 'seq-item-ind').map(({ offset }) => offset),
  );
}
