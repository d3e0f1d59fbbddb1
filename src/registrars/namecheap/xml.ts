/**
 * XML as a plain tree: namespaces dropped, names of elements and attributes in lower case, texts as they stand.
 * Namecheap's casing varies (`host` and `Host`, `True` and `true`), so nothing here depends on it.
 */
import { XMLParser } from 'fast-xml-parser';
import { NotXml, UnexpectedShape } from '../unexpected-shape.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  transformTagName: (name) => name.toLowerCase(),
  transformAttributeName: (name) => name.toLowerCase(),
  parseTagValue: false,
  parseAttributeValue: false,
  // A TXT value may begin or end with a blank.
  trimValues: false,
  // Numeric references (`&#xA;`) too, not only the five named ones.
  htmlEntities: true,
});

/** The root element. Throws `NotXml`. */
export function parseXml(text: string): XmlElement {
  const root = readNodes(parseNodes(text)).find((element) => !element.name.startsWith('?'));
  if (root === undefined) throw new NotXml('no root element');
  return root;
}

/** The only child of this name. Throws `UnexpectedShape` for none or several. */
export function child(parent: XmlElement, name: string): XmlElement {
  const found = children(parent, name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new UnexpectedShape(`<${parent.name}> has ${found.length} <${name.toLowerCase()}> where 1 was expected`);
  }
  return only;
}

export function children(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((element) => element.name === name.toLowerCase());
}

/** Throws `UnexpectedShape` where it is missing; an empty value is one. */
export function attribute(element: XmlElement, name: string): string {
  const value = element.attributes[name.toLowerCase()];
  if (value === undefined) throw new UnexpectedShape(`<${element.name}> has no ${name}`);
  return value;
}

/** `true` or `false` in any casing. Throws `UnexpectedShape`. */
export function flag(element: XmlElement, name: string): boolean {
  return readFlag(attribute(element, name), `${name} of <${element.name}>`);
}

export function readFlag(text: string, what: string): boolean {
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw new UnexpectedShape(`${what} is "${text}" where true or false was expected`);
}

/** A whole number of at most nine digits. Throws `UnexpectedShape`. */
export function readWhole(text: string, what: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new UnexpectedShape(`${what} is "${text}" where a whole number was expected`);
}

function parseNodes(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch (error) {
    throw new NotXml(error instanceof Error ? error.message : String(error));
  }
}

/** The parser's ordered form: one object per node, `{ name: children, ':@': attributes }` or `{ '#text': text }`. */
type Node = Readonly<Record<string, unknown>>;

function readNodes(nodes: unknown): readonly XmlElement[] {
  return (nodes as readonly Node[]).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text') return [];
    const content = node[name] as readonly Node[];
    return [
      {
        name,
        attributes: (node[':@'] ?? {}) as Readonly<Record<string, string>>,
        children: readNodes(content),
        text: content.map((part) => (typeof part['#text'] === 'string' ? part['#text'] : '')).join(''),
      },
    ];
  });
}
