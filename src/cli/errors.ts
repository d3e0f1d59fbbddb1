/** What a command throws when it cannot go on and the user can do something about it. The message is all that is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
