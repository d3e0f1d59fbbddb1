import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; only the whole word counts. The end of the input is a no. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Readline takes Ctrl-C for itself; here it means what it means everywhere else.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(`${question} Only 'yes' will be accepted: `), ended]);
    return answer.trim() === 'yes';
  } finally {
    terminal.close();
  }
}
