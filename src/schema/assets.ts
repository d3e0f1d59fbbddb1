/** Files that ship beside the code. */

/** `path`: below `src`, as `state/migrations`. The build puts all code into one folder, as deep as this one. */
export function assetUrl(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

/** The package's own manifest. */
export const manifestUrl = new URL('../../package.json', import.meta.url);
