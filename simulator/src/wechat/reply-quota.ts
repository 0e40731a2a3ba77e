const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How many messages the account may still write to a person, and until when. */
type Quota = { readonly until: number; left: number };

/** "Customer service messages": five within 48 hours after a message, three within a minute after anything else. */
const GRANTS = {
  message: { lastsMs: 48 * HOUR_MS, count: 5 },
  other: { lastsMs: MINUTE_MS, count: 3 },
} as const;

/** The window for replies, kept by WeChat's own clock. A person's doings do not add up: the most and the longest count. */
export class ReplyQuota {
  readonly #quotas = new Map<string, Quota>();

  grant(openid: string, by: keyof typeof GRANTS, now: number): void {
    const { lastsMs, count } = GRANTS[by];
    const old = this.#quotas.get(openid);
    const isOld = old === undefined || old.until < now;
    this.#quotas.set(openid, {
      until: Math.max(isOld ? 0 : old.until, now + lastsMs),
      left: Math.max(isOld ? 0 : old.left, count),
    });
  }

  /** 0: it may be sent, and counts; else the code of the refusal. */
  take(openid: string, now: number): 0 | 45015 | 45047 {
    const quota = this.#quotas.get(openid);
    if (quota === undefined || quota.until < now) return 45015;
    if (quota.left === 0) return 45047;
    quota.left -= 1;
    return 0;
  }

  /** The time is over. */
  end(openid: string): void {
    this.#quotas.delete(openid);
  }
}
