/** What a command throws when it cannot go on and the user can do something about it. The message is all that is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** As they are shown; a line end within one comes from outside. */
  readonly lines: readonly string[];

  constructor(lines: string | readonly string[]) {
    const list = [lines].flat();
    super(list.join('\n'));
    this.lines = list;
  }
}

/** A plan that is not carried out, though nothing failed. */
export class PlanRefused extends CommandError {
  /** What refused it: the codes of guards, `stale`, or `not-confirmed`. */
  readonly codes: readonly string[];

  constructor(lines: string | readonly string[], codes: readonly string[]) {
    super(lines);
    this.codes = codes;
  }
}
