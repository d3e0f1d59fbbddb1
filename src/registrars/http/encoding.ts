/**
 * What an API sends compressed, read to its end. `fetch` decompresses by itself, and takes a body that was cut for a whole
 * one; so it is not told of the compression, and a body without its end, or of another checksum, is an error here.
 */
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';

export const acceptedEncodings = 'gzip, br';

/** The name under which `Content-Encoding` goes past `fetch`. */
const carried = 'x-domctl-content-encoding';

const decoders = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Between the connection and `fetch`, whose handlers are of two kinds, by the version of Node. */
export function keepEncoded(dispatcher: Dispatcher): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => dispatch(options, renaming(handler)));
}

function renaming(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return new Proxy(handler, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        if (key === 'onHeaders') args[1] = renamedList(args[1]);
        if (key === 'onResponseStart') args[2] = renamedMap(args[2]);
        return Reflect.apply(method, target, args);
      };
    },
  });
}

/** Names and values in turn. */
function renamedList(headers: unknown): unknown {
  if (!Array.isArray(headers)) return headers;
  return headers.map((item, index) => (index % 2 === 0 && isEncoding(String(item)) ? Buffer.from(carried) : item));
}

function renamedMap(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null) return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [isEncoding(name) ? carried : name, value]));
}

function isEncoding(name: string): boolean {
  return name.toLowerCase() === 'content-encoding';
}

/** The compressed answer is not whole, or its compression is not known. */
export class NotDecoded extends Error {}

/** The body as it was before compression, chunk by chunk; what `take` throws closes the connection. Throws `NotDecoded`. */
export async function readDecoded({ headers, body }: Response, take: (chunk: Uint8Array) => void): Promise<void> {
  if (body === null) return;
  const encoding = headers.get(carried)?.trim().toLowerCase() ?? 'identity';
  const chunks = body as unknown as AsyncIterable<Uint8Array>;
  if (encoding === 'identity' || encoding === '') {
    for await (const chunk of chunks) take(chunk);
    return;
  }
  const decoder = decoders.get(encoding)?.();
  if (decoder === undefined)
    throw new NotDecoded(`an answer in the compression "${encoding}", which was not asked for`);
  let came = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      came += chunk.byteLength;
      yield chunk;
    }
  };
  try {
    await pipeline(counted, decoder, async (decoded: AsyncIterable<Uint8Array>) => {
      for await (const chunk of decoded) take(chunk);
    });
  } catch (error) {
    // Nothing at all is what goes with a status alone.
    if (came === 0 && isOfDecoder(error)) return;
    throw isOfDecoder(error) ? new NotDecoded(`a compressed answer that is cut or damaged: ${error.message}`) : error;
  }
}

function isOfDecoder(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(Z_|ERR__|ERR_PADDING)/.test(String(error.code));
}
