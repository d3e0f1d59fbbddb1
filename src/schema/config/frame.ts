/** What a config says besides its domains' own: what holds for domains that come to it. */
import { readDocument, type Source } from './document.ts';
import type { Config, Defaults } from './generated/raw-config.ts';

interface ConfigFrame {
  readonly defaults: Defaults;
  readonly templates: ReadonlySet<string>;
}

/** Of sources without issues: their shape is not looked at again. */
export function configFrame(sources: readonly Source[]): ConfigFrame {
  const configs = sources.map((source) => (readDocument(source).data ?? {}) as Config);
  return {
    defaults: Object.assign({}, ...configs.map(({ defaults }) => defaults)) as Defaults,
    templates: new Set(configs.flatMap(({ templates }) => Object.keys(templates ?? {}))),
  };
}
