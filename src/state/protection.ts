/** Protection in the tables: two columns, so that `protect` says what it always has to whoever reads the views. */

/** The level of a row, as JSON: `false`, `"delete"` or `true`. */
export const levelOf = (row: string): string =>
  `CASE WHEN ${row}.protect_changes THEN 'true'::jsonb WHEN ${row}.protect THEN '"delete"'::jsonb ELSE 'false'::jsonb END`;

/** The values of the two columns, from a level as JSON. */
export const columnsOf = (row: string): string => `${row}.protect <> 'false'::jsonb, ${row}.protect = 'true'::jsonb`;
