import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import type { Liar } from './lies.ts';
import { domain, type Scene } from './scene.ts';

/** What lies about this scene need to know. */
export async function liarOf(scene: Scene): Promise<Liar> {
  const recorded = (await scene.portfolio.state.readRecorded([domain])).flatMap(({ recordSets }) => recordSets);
  const ours = new Set(recorded.map(({ name, type }) => recordSetAddress(domain, name, type)));
  return {
    stored: scene.stored,
    proxy: scene.proxy,
    colleague: scene.colleague,
    isOurs: (row) => ours.has(scene.lineOf(row).address),
  };
}
