/** A config that was made, held against the one that it comes to. */
import { registrars } from '../registrars/index.ts';
import type { Source } from '../schema/config/document.ts';
import { loadConfig } from '../schema/config/load.ts';

/** Both together must be a config without issues. Throws: what is not is a defect, and nobody is to find it later. */
export function checkImported(sources: readonly Source[], made: readonly Source[]): void {
  const descriptors = new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor]));
  const { issues } = loadConfig([...sources, ...made], {
    descriptors,
    variables: () => undefined,
    credentials: 'skip',
  });
  const [first] = issues;
  if (first === undefined) return;
  const line = made.find(({ file }) => file === first.file)?.text.split('\n')[first.line - 1] ?? '';
  throw new Error(`the config that was made is not valid: ${first.message} (line ${first.line}: ${line.trim()})`);
}
