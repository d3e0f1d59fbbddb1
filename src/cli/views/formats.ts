/** A result in each format that can be asked for. */
import { visibleData, visibleJson } from '../../schema/visible.ts';
import type { Format } from '../arguments/values.ts';

export type Views<Shown, Facts extends readonly unknown[]> = {
  readonly [F in Format]: (shown: Shown, ...facts: Facts) => string;
};

/**
 * Views of one kind of result. `text` is given nothing that is not visible, so no value can break its layout; `json` is
 * what stands for the result in JSON: by default the result itself.
 */
export function viewsOf<Shown, Facts extends readonly unknown[]>(
  text: (shown: Shown, ...facts: Facts) => string,
  json: (shown: Shown) => unknown = (shown) => shown,
): Views<Shown, Facts> {
  return {
    text: (shown, ...facts) => text(visibleData(shown), ...visibleData(facts)),
    json: (shown, ..._facts) => jsonText(json(shown)),
  };
}

export function jsonText(value: unknown): string {
  return `${visibleJson(value)}\n`;
}
