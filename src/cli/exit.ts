/** What a run's exit code says. */
export const exitCode = {
  good: 0,
  /** Something was found: a failed test, a refusal, a lint finding, an artifact that is out of date. */
  findings: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** A fault of rulegen itself. */
  fault: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
