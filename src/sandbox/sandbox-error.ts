/** Why a sandbox could not start; the message says what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}
