/** 0: done. 1: error or refusal. 2: changes, where `--detailed-exitcode` asked. 130: interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;
