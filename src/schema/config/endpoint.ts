import type { Problem } from '../result.ts';

/**
 * Why an address cannot be an account's endpoint, or undefined: it can. Never shows the address: it may hold a password.
 * Credentials go to it, so plain HTTP is for this machine only: a sandbox, a proxy.
 */
export function endpointProblem(text: string): Problem | undefined {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) {
    return { message: 'the endpoint is not a web address', suggestion: 'write it as "https://api.example.com"' };
  }
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') {
    return {
      message: 'the endpoint holds a user name or a password',
      suggestion: 'write it without: credentials go in `credentials`',
    };
  }
  if (protocol === 'http:' && !isLoopback(hostname)) {
    return {
      message: 'the endpoint is plain HTTP to another machine, so that credentials could be read on the way',
      suggestion: 'write it with https://',
    };
  }
  return undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
