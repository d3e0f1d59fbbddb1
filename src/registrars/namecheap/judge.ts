/**
 * What an answer means for the retry decision. Over the limit is HTTP 405, before anything is done, even a purchase
 * [go-namecheap-sdk README]; its body is not documented. Errors come with HTTP 200, server errors among them, and so do
 * the web pages of a maintenance.
 */
import { judgeByStatus } from '../http/judge.ts';
import type { HttpResponse, Verdict } from '../http/transport.ts';
import { transientNumbers } from './errors.ts';

export function judge(response: HttpResponse): Verdict {
  const byStatus = judgeByStatus(response.status === 405 ? { ...response, status: 429 } : response, Date.now());
  if (byStatus.kind !== 'final' || response.status !== 200) return byStatus;
  const empty = response.text.trim() === '';
  return empty || isWebPage(response.text) || isServerError(response.text) ? { kind: 'unavailable' } : byStatus;
}

function isWebPage(text: string): boolean {
  return /^\s*(<!doctype html|<html)/i.test(text);
}

function isServerError(text: string): boolean {
  const [, number] = /<Error\s+Number="(\d+)"/i.exec(text) ?? [];
  return number !== undefined && transientNumbers.includes(number);
}
