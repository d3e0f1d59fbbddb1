/** A client whose requests are mocked, and answers made up after the documents and the SDK's fixtures. */
import type { CallDraft } from '../../../src/planner/plan.ts';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import type { CallBody } from '../../../src/registrars/namecheap/compile.ts';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';
import type { HttpMock } from '../../helpers/http-mock.ts';
import { domain } from './rows.ts';

export const endpoint = 'https://api.namecheap.com';
export const key = 'f00dfeedf00dfeedf00dfeedf00dfeed';
export const global = { ApiUser: 'acme', ApiKey: key, UserName: 'acme', ClientIp: '203.0.113.9' };

export function client(credentials: Readonly<Record<string, string>> = {}): WholeClient {
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const account = {
    name: 'nc',
    registrar: 'namecheap',
    credentials: { api_user: 'acme', api_key: key, client_ip: '203.0.113.9', ...credentials },
    source,
  };
  const transport = createTransport({
    registrar: 'namecheap',
    account: 'nc',
    endpoint,
    limits: [],
    maxConcurrent: 1,
    secrets: [key],
    retry: { baseMs: 1, attempts: 2 },
    ...(namecheap.judge && { judge: namecheap.judge }),
  });
  return namecheap.connect(account, transport);
}

export type Answers = (
  command: string,
  parameters: Readonly<Record<string, string>>,
  body: string,
  status?: number,
  times?: number,
) => void;

/** The next request must be exactly this command; it is answered with the body. */
export function answersOf(mock: HttpMock): Answers {
  return (command, parameters, body, status = 200, times = 1) => {
    const form = { ...global, Command: `namecheap.${command}`, ...parameters };
    mock
      .origin(endpoint)
      .post('/xml.response', form)
      .times(times)
      .reply(status, body, { 'content-type': 'text/xml; charset=utf-8' });
  };
}

export function ok(content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\r\n<ApiResponse Status="OK" xmlns="http://api.namecheap.com/xml.response">\r\n  <Errors />\r\n  <Warnings />\r\n  <CommandResponse Type="x">${content}</CommandResponse>\r\n</ApiResponse>`;
}

export function error(number: string, text: string, content = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>\r\n<ApiResponse Status="ERROR" xmlns="http://api.namecheap.com/xml.response">\r\n  <Errors>\r\n    <Error Number="${number}">${text}</Error>\r\n  </Errors>\r\n  <Warnings />\r\n  <RequestedCommand />${content}\r\n</ApiResponse>`;
}

export function hosts(rows: string, emailType = 'EmailType="MX" '): string {
  return ok(
    `<DomainDNSGetHostsResult Domain="example.com" ${emailType}IsUsingOurDNS="true">${rows}</DomainDNSGetHostsResult>`,
  );
}

export const split = { SLD: 'example', TLD: 'com' };
export const query = { domain, ds: false, nameservers: false };
export const done = ok(
  '<DomainDNSSetHostsResult Domain="example.com" EmailType="MX" IsSuccess="true"><Warnings /></DomainDNSSetHostsResult>',
);

export function call(body: CallBody): CallDraft {
  return { operation: 'test', domain, covers: [], requests: 1, body };
}
