/** Web forwards: kept apart from records (GoCodeAlone/workflow-plugin-hover, CaptainCore plugin). Their form is made up in part. */
import type { Json } from '../../http/fields.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { refused, success } from './answers.ts';
import { documentOf } from './domains.ts';
import type { World } from './world.ts';

/** Null: not one of these paths. `path` is below `/api`. */
export function respondForwards(world: World, method: string, path: string, input: Json): SimulatorResponse | null {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first !== 'control_panel' || second !== 'forwards') return null;
  if (method === 'GET' && third !== '') {
    const { domain, forward } = documentOf(world, `domain-${decodeURIComponent(third)}`);
    const shown = forward === null ? null : { url: forward, stealth: false };
    return success({ domain: { name: domain, forward: shown, has_stealth_redirects: false } });
  }
  if (method !== 'PUT' || third !== '') return null;
  const { domains, fields } = input as { domains?: readonly { id?: unknown }[]; fields?: { url?: unknown } };
  const url = fields?.url;
  if (!Array.isArray(domains) || typeof url !== 'string') throw refused('The forward is invalid.');
  for (const { id } of domains) world.put({ ...documentOf(world, id), forward: url === '' ? null : url });
  return success();
}
