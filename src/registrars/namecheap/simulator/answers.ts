/** Answers as the API writes them: envelope, CRLF, attributes escaped as .NET does, errors with HTTP 200. */
import type { SimulatorResponse } from '../../simulator/simulator.ts';

export interface Xml {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly content?: string | readonly Xml[];
}

/** Thrown by a command that will not do what it is asked; `dummy` is what stands beside the error. */
export class Refusal extends Error {
  readonly number: string;
  readonly dummy: readonly Xml[];

  constructor(number: string, text: string, dummy: readonly Xml[] = []) {
    super(text);
    this.number = number;
    this.dummy = dummy;
  }
}

const namespace = 'http://api.namecheap.com/xml.response';

/** `command` in the casing of the documents. */
export function success(command: string, content: readonly Xml[]): SimulatorResponse {
  return envelope('OK', [
    { name: 'Errors' },
    { name: 'Warnings' },
    { name: 'RequestedCommand', content: command.toLowerCase() },
    { name: 'CommandResponse', attributes: { Type: command }, content },
  ]);
}

/** `command` is null where the request was refused before it was looked at. */
export function failure(refusal: Refusal, command: string | null): SimulatorResponse {
  const { number, message, dummy } = refusal;
  return envelope('ERROR', [
    { name: 'Errors', content: [{ name: 'Error', attributes: { Number: number }, content: message }] },
    { name: 'Warnings' },
    { name: 'RequestedCommand', content: command === null ? [] : command.toLowerCase() },
    ...(dummy.length === 0 ? [] : [{ name: 'CommandResponse', attributes: { Type: command ?? '' }, content: dummy }]),
  ]);
}

/** Beside the result, inside the `CommandResponse`. */
export function paging(total: number, page: number, size: number): Xml {
  const numbers = { TotalItems: total, CurrentPage: page, PageSize: size };
  return {
    name: 'Paging',
    content: Object.entries(numbers).map(([name, value]) => ({ name, content: String(value) })),
  };
}

export function webPage(status: number, title: string): SimulatorResponse {
  const body = `<!DOCTYPE html>\r\n<html><head><title>${title}</title></head><body><h2>${title}</h2></body></html>\r\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function envelope(status: 'OK' | 'ERROR', content: readonly Xml[]): SimulatorResponse {
  const root: Xml = {
    name: 'ApiResponse',
    attributes: { Status: status, xmlns: namespace },
    content: [
      ...content,
      { name: 'Server', content: 'SANDBOX01' },
      // Two dashes, as the API has it.
      { name: 'GMTTimeDifference', content: '--5:00' },
      { name: 'ExecutionTime', content: '0.01' },
    ],
  };
  return {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?>\r\n${print(root, '')}\r\n`,
  };
}

function print(element: Xml, indent: string): string {
  const { name, attributes = {}, content = [] } = element;
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const start = `${indent}<${name}${written.join('')}`;
  if (content.length === 0) return `${start} />`;
  if (typeof content === 'string') return `${start}>${escapeXml(content)}</${name}>`;
  const inner = content.map((child) => print(child, `${indent}  `)).join('\r\n');
  return `${start}>\r\n${inner}\r\n${indent}</${name}>`;
}

function escapeXml(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"\t\r\n]/g, (character) => {
    return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  });
}
