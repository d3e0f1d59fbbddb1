/** The form of Hover's answers, as clients recorded them. Texts of errors are made up where no client has one. */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';

export function success(fields: Readonly<Record<string, unknown>> = {}): SimulatorResponse {
  return json(200, { succeeded: true, ...fields });
}

/** Whether it comes with 200 or 422 is not known. */
export function refused(error: string, status = 422): Refused {
  return new Refused(json(status, { succeeded: false, error }));
}

export function json(status: number, body: unknown): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

/** A page of the website, of the firewall, or of the protection in front of both. */
export function page(status: number, title: string, head = ''): SimulatorResponse {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title>${head}</head><body>${title}</body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** As a mock server in public code has it. */
export const mustLogin = json(401, { succeeded: false, error_code: 'login', error: 'You must login first' });

/** The same for a wrong password and for a script that is kept out. */
export const wrongPassword = json(401, { succeeded: false, error: 'Invalid username or password.' });

/** A GET with a body (dns-lexicon issue 24). */
export const blocked = page(403, 'Unauthorized Request Blocked');

/** Its text is made up. */
export const robotCheck = page(403, 'Access Denied: Imperva');
