/** How patient the mail code is, in milliseconds. */
export type MailTimings = {
  /** Connecting, greeting and TLS. */
  readonly connect: number;
  /** One IMAP command; a mail of 50 MB must come through. */
  readonly command: number;
  /** Silence on an SMTP connection. */
  readonly smtpSilence: number;
  /** Looking by itself, should the server forget to tell; also renews IDLE, which gateways cut after five minutes. */
  readonly poll: number;
  /** The same where the server has no IDLE. */
  readonly pollWithoutIdle: number;
  /** The first wait after a lost connection; doubles up to a minute. */
  readonly retry: number;
  /** The first wait after a refused password; doubles up to a quarter of an hour. */
  readonly retrySignIn: number;
  /** For looking into or writing to the Sent folder. */
  readonly sentFolder: number;
};

export const mailTimings: MailTimings = {
  connect: 15_000,
  command: 120_000,
  smtpSilence: 45_000,
  poll: 4 * 60_000,
  pollWithoutIdle: 30_000,
  retry: 1_000,
  retrySignIn: 60_000,
  sentFolder: 5_000,
};
