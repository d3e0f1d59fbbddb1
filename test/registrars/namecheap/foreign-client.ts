/** Another program that uses the API: no client of ours, no transport. */
import { expect } from 'vitest';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import { type Simulated, sandboxCredentials } from '../../helpers/simulated.ts';

const { api_user = '', api_key = '', client_ip = '' } = sandboxCredentials(namecheap);
export const split = { SLD: 'example', TLD: 'com' };

export type Form = Readonly<Record<string, string | number>>;

export function form(command: string, parameters: Form): Record<string, string> {
  const all = {
    ApiUser: api_user,
    ApiKey: api_key,
    UserName: api_user,
    ClientIp: client_ip,
    Command: `namecheap.${command}`,
    ...parameters,
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
}

export function rows(...lines: readonly string[]): Form {
  return Object.fromEntries(
    lines.flatMap((line, index) => {
      const [name = '', type = '', address = '', mxPref, ttl] = line.split(' ');
      const n = index + 1;
      return Object.entries({
        [`HostName${n}`]: name,
        [`RecordType${n}`]: type,
        [`Address${n}`]: address,
        [`MXPref${n}`]: mxPref ?? '',
        [`TTL${n}`]: ttl ?? '',
      });
    }),
  );
}

export function foreignClient(simulated: () => Simulated) {
  async function send(command: string, parameters: Form = {}): Promise<string> {
    const body = new URLSearchParams(form(command, parameters)).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await simulated().request({ method: 'POST', path: '/xml.response', headers, body });
    expect(response.status).toBe(200);
    return response.text;
  }

  /** `2019166 Domain not found`, or what came instead. */
  async function errorOf(command: string, parameters: Form = {}): Promise<string> {
    const text = await send(command, parameters);
    const [, number, message] = /<Error Number="(\d+)">([^<]*)</.exec(text) ?? [];
    return number === undefined ? text : `${number} ${message}`;
  }

  /** `name type address mxpref ttl id`, one for each row. */
  async function hosts(): Promise<readonly string[]> {
    const text = await send('domains.dns.getHosts', split);
    return [...text.matchAll(/<host ([^>]*)\/>/g)].map(([, attributes = '']) => {
      const value = (name: string) => new RegExp(` ?${name}="([^"]*)"`).exec(attributes)?.[1];
      return ['Name', 'Type', 'Address', 'MXPref', 'TTL', 'HostId'].map(value).join(' ');
    });
  }

  async function setHosts(emailType: string, ...lines: readonly string[]): Promise<void> {
    const mail = emailType === '' ? {} : { EmailType: emailType };
    expect(await send('domains.dns.setHosts', { ...split, ...mail, ...rows(...lines) })).toContain('IsSuccess="true"');
  }

  return { send, errorOf, hosts, setHosts };
}
