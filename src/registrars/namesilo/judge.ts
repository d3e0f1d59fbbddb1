/**
 * What an answer means for the retry decision. Errors come with HTTP 200, those that pass among them. Requests that come
 * too fast are answered with HTTP 503 and XML (docs/namesilo-api-documentation-errors.md of
 * nijave/terraform-provider-namesilo, seen in September 2026); Cloudflare in front may answer 403, 429 or a web page.
 */
import { judgeByStatus } from '../http/judge.ts';
import type { HttpResponse, Verdict } from '../http/transport.ts';

/** Registry not answering, internal error, the same request still in work (code table in goranvrbaski/python-namesilo). */
const transientCodes: readonly string[] = ['115', '201', '400'];

export function judge(response: HttpResponse): Verdict {
  const { status, text } = response;
  const tooFast = status === 403 || (status === 503 && isXml(text));
  const byStatus = judgeByStatus(tooFast ? { ...response, status: 429 } : response, Date.now());
  if (byStatus.kind !== 'final' || status !== 200) return byStatus;
  if (text.trim() === '' || isWebPage(text)) return { kind: 'unavailable' };
  const seen = transientReply(text);
  return seen === undefined ? byStatus : { kind: 'unavailable', seen };
}

function isXml(text: string): boolean {
  return /^\s*<(\?xml|namesilo)\b/.test(text);
}

function isWebPage(text: string): boolean {
  return /^\s*(<!doctype html|<html)/i.test(text);
}

/** The code and detail of a reply that is worth asking again for. Not parsed: it may be a large zone, which is parsed later. */
function transientReply(text: string): string | undefined {
  const [, code] = /<code>\s*(\d+)\s*<\/code>/.exec(text) ?? [];
  if (code === undefined || !transientCodes.includes(code)) return undefined;
  const [, detail = ''] = /<detail>([^<]*)<\/detail>/.exec(text) ?? [];
  return `${code} ${detail.trim()}`;
}
