import pg from "pg";

/** The database does not answer: nothing was acknowledged, the same may be asked again soon. */
export class DatabaseAway extends Error {
  override name = "DatabaseAway";
  constructor() {
    super("the database does not answer");
  }
}

/** Work that takes longer than this makes us look whether the database answers at all. */
const SUSPICIOUS_MS = 700;
const ANSWER_MS = 900;
const LOOK_AGAIN_MS = 500;

export type DatabaseWatch = {
  /** Ends with `DatabaseAway` within two seconds when the database is away; slow work on a living one may take its time. */
  patience<T>(work: Promise<T>): Promise<T>;
  readonly away: boolean;
  stop(): void;
};

/** Tells a database that is away (stopped, paused, cut off) from one that is merely busy (F-05). */
export function watchDatabase(url: string): DatabaseWatch {
  let away = false;
  let checking: Promise<void> | undefined;
  let stopped = false;
  const waiting = new Set<() => void>();

  async function check(): Promise<void> {
    const answers = await answersInTime(url);
    away = !answers && !stopped;
    if (!away) return;
    for (const giveUp of waiting) giveUp();
    setTimeout(look, LOOK_AGAIN_MS).unref();
  }

  function look(): void {
    if (stopped || checking !== undefined) return;
    checking = check().finally(() => {
      checking = undefined;
    });
  }

  return {
    get away() {
      return away;
    },
    async patience(work) {
      work.catch(() => undefined);
      if (away) throw new DatabaseAway();
      const { promise, reject } = Promise.withResolvers<never>();
      const giveUp = () => reject(new DatabaseAway());
      const timer = setTimeout(look, SUSPICIOUS_MS);
      waiting.add(giveUp);
      try {
        return await Promise.race([work, promise]);
      } finally {
        clearTimeout(timer);
        waiting.delete(giveUp);
      }
    },
    stop() {
      stopped = true;
    },
  };
}

async function answersInTime(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: "guichet-watch",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    // Full of connections is busy, not away.
    return error instanceof Error && "code" in error && error.code === "53300";
  } finally {
    void client.end().catch(() => undefined);
  }
}
