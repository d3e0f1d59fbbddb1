import fc from 'fast-check';

/** Texts that YAML, the config or a zone file would take for something else. */
export const traps = fc.constantFrom(
  ...['', ' ', 'on', 'off', 'y', 'no', 'null', '~', 'true', '1e3', '0x1f', '.inf', '1_000', '12:30:45', '2026-11-30'],
  ...['a: b', 'a #b', '#a', '*a', '&a', '!a', '%a', '@', '`a', '- a', '? a', '[a]', '{a}', 'a, b', '|', '>', "'a'"],
  ...['"a"', '"', 'a"b', 'a\\b', '\\', ' a', 'a ', '${HOME}', '$${HOME}', '${', 'a\nb', '\ta', '\u202ea', '<<', '---'],
  ...['( "a" )', '("a', '\\# 1 00', '\\# x', 'a IN TXT b', 'x 300 IN TXT "a"', '(c) a'],
  'x'.repeat(3000),
);
