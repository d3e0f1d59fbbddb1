/** `1 domain`, `2 domains`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `30%`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
