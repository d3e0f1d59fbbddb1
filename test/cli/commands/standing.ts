/** A standing sandbox: a process of its own, for tests in which several others meet. */
import type { ChildProcess } from 'node:child_process';
import { firstLine, startDomctl } from '../../helpers/cli.ts';
import type { Workplace } from './config.ts';

export interface Ready {
  readonly child: ChildProcess;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

export async function standing(place: Workplace, ...args: string[]): Promise<Ready> {
  const child = startDomctl(['sandbox', ...args], { cwd: place.folder });
  return { child, ...JSON.parse(await firstLine(child)) };
}

/** What somebody does in the registrar's own web pages: sets an A record of example.com at Gandi, or removes it. */
export async function changeOutside(ready: Ready, name: string, address: string | null): Promise<void> {
  const answer = await fetch(`${ready.endpoints.gandi}/v5/livedns/domains/example.com/records/${name}/A`, {
    method: address === null ? 'DELETE' : 'PUT',
    headers: { authorization: `Bearer ${ready.env.GANDI_TOKEN}`, 'content-type': 'application/json' },
    ...(address === null ? {} : { body: JSON.stringify({ rrset_ttl: 300, rrset_values: [address] }) }),
  });
  if (!answer.ok) throw new Error(`the simulator answered ${answer.status}`);
}
