/** Answers that somebody has changed on their way: a client of a simulator behind them. */
import type { HttpRequest, HttpResponse, Transport } from '../../src/registrars/http/transport.ts';
import type { Registrar, RegistrarClient } from '../../src/registrars/registrar.ts';
import type { AccountConfig } from '../../src/schema/desired.ts';
import { type Simulated, sandboxCredentials } from '../helpers/simulated.ts';

/** `change` gets every answer to a read, and what was sent so far. */
export function rewritten<C extends RegistrarClient>(
  registrar: Omit<Registrar, 'connect'> & { connect(account: AccountConfig, transport: Transport): C },
  { transport }: Simulated<RegistrarClient>,
  change: (response: HttpResponse, request: HttpRequest) => HttpResponse,
): C {
  const source = { file: 'test.yaml', line: 1, column: 1 };
  return registrar.connect(
    { name: 'test', registrar: registrar.descriptor.name, credentials: sandboxCredentials(registrar), source },
    {
      ...transport,
      send: async (request) => {
        const response = await transport.send(request);
        return request.kind === 'read' ? change(response, request) : response;
      },
    },
  );
}

type Item = string;

/**
 * An answer whose list has other items, each as its text; answers without a list stay as they are. A list is the longest
 * array of objects in JSON, the repeated elements in XML.
 */
export function withItems(response: HttpResponse, change: (items: readonly Item[]) => readonly Item[]): HttpResponse {
  const text = response.text.trimStart().startsWith('<')
    ? xmlWithItems(response.text, change)
    : jsonWithItems(response.text, change);
  return { ...response, text };
}

const elements = /<host [^>]*>|<Domain [^>]*>|<domain [^>]*>[^<]*<\/domain>|<resource_record>.*?<\/resource_record>/gs;

function xmlWithItems(text: string, change: (items: readonly Item[]) => readonly Item[]): string {
  const items = text.match(elements) ?? [];
  const [first] = items;
  if (first === undefined) return text;
  const start = text.indexOf(first);
  const last = items.at(-1) as string;
  const end = text.lastIndexOf(last) + last.length;
  return text.slice(0, start) + change(items).join('\n') + text.slice(end);
}

function jsonWithItems(text: string, change: (items: readonly Item[]) => readonly Item[]): string {
  const json: unknown = JSON.parse(text);
  const [longest] = arraysOf(json).sort((a, b) => b.length - a.length);
  if (longest === undefined) return text;
  const items = change(longest.map((item) => JSON.stringify(item)));
  longest.splice(0, longest.length, ...items.map((item) => JSON.parse(item) as object));
  return JSON.stringify(json);
}

function arraysOf(json: unknown): object[][] {
  if (typeof json !== 'object' || json === null) return [];
  const own = Array.isArray(json) && json.some((item) => typeof item === 'object') ? [json as object[]] : [];
  return [...own, ...Object.values(json).flatMap(arraysOf)];
}

/** Whatever an answer says of how much there is, it says more by `by`. */
export function withTotals(response: HttpResponse, by: (total: number) => number): HttpResponse {
  const more = (_: string, before: string, digits: string) => `${before}${by(Number(digits))}`;
  const text = response.text
    .replace(/("(?:total_count|totalCount)":\s*)(\d+)/g, more)
    .replace(/(<(?:TotalItems|total)>)(\d+)/g, more);
  const { 'total-count': total } = response.headers;
  const headers = total === undefined ? {} : { 'total-count': String(by(Number(total))) };
  return { ...response, text, headers: { ...response.headers, ...headers } };
}
