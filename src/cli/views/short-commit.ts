/** `3f2c1ab`, `3f2c1ab-dirty`. */
export function shortCommit(commit: string): string {
  return commit.replace(/^([0-9a-f]{7})[0-9a-f]+/, '$1');
}
