import { readFileSync } from 'node:fs';
import { manifestUrl } from '../schema/assets.ts';

/** The package's version. */
export function toolVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(manifestUrl, 'utf8'));
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  ) {
    return manifest.version;
  }
  throw new Error('package.json has no version');
}
