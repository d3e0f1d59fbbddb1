/** XML as plain objects: an element without attributes and children is its text, a repeated element a list. */
import { XMLParser } from 'fast-xml-parser';
import { NotXml, UnexpectedShape } from '../unexpected-shape.ts';

export interface XmlNode {
  /** Elements by name; attributes by `@` and their name; the text of an element with attributes as `#text`. */
  readonly [name: string]: unknown;
}

/** An element that holds a text. */
interface Leaf {
  readonly text: string;
  /** By `@` and their name. */
  readonly attributes: XmlNode;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // A TXT value may begin or end with a blank.
  trimValues: false,
  // Numeric references (`&#233;`) too, not only the five named ones.
  htmlEntities: true,
});

/** The children of a root element of this name. Throws `NotXml` and `UnexpectedShape`. */
export function parseXml(text: string, root: string): XmlNode {
  return node(parse(text), root);
}

/** The only child element of this name that has children of its own. Throws `UnexpectedShape`. */
export function node(parent: XmlNode, name: string): XmlNode {
  const [only, ...others] = all(parent, name);
  if (isNode(only) && others.length === 0) return only;
  throw new UnexpectedShape(`<${name}> is missing, repeated, or holds no elements`);
}

/** All child elements of this name that have children or attributes; empty ones hold nothing and are left out. */
export function nodes(parent: XmlNode, name: string): readonly XmlNode[] {
  return all(parent, name).flatMap((child) => {
    if (isNode(child)) return [child];
    if (typeof child === 'string' && child.trim() === '') return [];
    throw new UnexpectedShape(`<${name}> holds "${String(child)}" where elements were expected`);
  });
}

/** All child elements of this name that hold a text. Throws `UnexpectedShape` for those that hold elements. */
export function leaves(parent: XmlNode, name: string): readonly Leaf[] {
  return all(parent, name).map((child) => {
    if (typeof child === 'string') return { text: child, attributes: {} };
    if (isNode(child) && Object.keys(child).every((key) => key === '#text' || key.startsWith('@'))) {
      return { text: String(child['#text'] ?? ''), attributes: child };
    }
    throw new UnexpectedShape(`<${name}> holds elements where a text was expected`);
  });
}

/** The text of the only child element of this name, as it stands; an empty element is an empty text. Throws `UnexpectedShape`. */
export function text(parent: XmlNode, name: string): string {
  const only = optionalText(parent, name);
  if (only === undefined) throw new UnexpectedShape(`<${name}> is missing`);
  return only;
}

/** The same, or undefined where there is no such element. */
export function optionalText(parent: XmlNode, name: string): string | undefined {
  const [only, ...others] = leaves(parent, name);
  if (others.length > 0) throw new UnexpectedShape(`<${name}> is there ${others.length + 1} times`);
  return only?.text;
}

function all(parent: XmlNode, name: string): readonly unknown[] {
  if (!Object.hasOwn(parent, name)) return [];
  const value = parent[name];
  return Array.isArray(value) ? value : [value];
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): XmlNode {
  try {
    return parser.parse(text, true) as XmlNode;
  } catch (error) {
    throw new NotXml(error instanceof Error ? error.message : String(error));
  }
}
