/** Answers as the API writes them: HTTP 200 also for errors, an envelope in XML or JSON, no blanks between elements. */
import type { SimulatorResponse } from '../../simulator/simulator.ts';

export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly Element[];
}

export type Format = 'xml' | 'json';

/** Thrown by an operation that will not do what it is asked. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** What an operation answers beside code 300; `detail` is "success" where it gives none. */
export interface Success {
  readonly detail?: string;
  readonly content?: readonly Element[];
}

export function success(operation: string, format: Format, { detail = 'success', content = [] }: Success) {
  return answer(operation, format, [...head('300', detail), ...content]);
}

export function failure(operation: string, format: Format, { code, message }: Refusal): SimulatorResponse {
  return answer(operation, format, head(code, message));
}

/** Elements that hold a text, in order. */
export function leaves(values: Readonly<Record<string, string | number>>): readonly Element[] {
  return Object.entries(values).map(([name, value]) => ({ name, content: String(value) }));
}

export function webPage(status: number, title: string): SimulatorResponse {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}

function head(code: string, detail: string): readonly Element[] {
  return leaves({ code, detail });
}

function answer(operation: string, format: Format, reply: readonly Element[]): SimulatorResponse {
  const request = leaves({ operation, ip: '127.0.0.1' });
  const content = [
    { name: 'request', content: request },
    { name: 'reply', content: reply },
  ];
  if (format === 'json') {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(jsonOf(content)) };
  }
  const body = `<?xml version="1.0"?>\n${printElement({ name: 'namesilo', content })}\n`;
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

function printElement({ name, attributes = {}, content }: Element): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inner = typeof content === 'string' ? escapeXml(content) : content.map(printElement).join('');
  return `<${name}${written.join('')}>${inner}</${name}>`;
}

function escapeXml(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

/** A list of one is the item itself, and codes are numbers, as other clients have met them (qdm12/ddns-updater). */
function jsonOf(elements: readonly Element[]): Readonly<Record<string, unknown>> {
  const lists = new Map<string, unknown[]>();
  for (const element of elements) lists.set(element.name, [...(lists.get(element.name) ?? []), jsonValue(element)]);
  return Object.fromEntries([...lists].map(([name, items]) => [name, items.length === 1 ? items[0] : items]));
}

function jsonValue({ name, attributes, content }: Element): unknown {
  if (typeof content !== 'string') return jsonOf(content);
  if (attributes !== undefined) return { [name]: content, ...attributes };
  return name === 'code' ? Number(content) : content;
}
