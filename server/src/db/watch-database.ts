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
/** A time-out that fires so much later than it was set for: the machine kept us waiting, the database may have answered long ago. */
const STARVED_MS = 200;
const LOOK_AGAIN_MS = 500;

export type DatabaseWatch = {
  /** Ends with `DatabaseAway` within two seconds when the database is away; slow work on a living one may take its time. */
  patience<T>(work: Promise<T>): Promise<T>;
  readonly away: boolean;
  /** Something came from the database just now, on whatever connection: it is not away. */
  heard(): void;
  stop(): void;
};

/** Tells a database that is away (stopped, paused, cut off) from one that is merely busy (F-05). */
export function watchDatabase(url: string): DatabaseWatch {
  let away = false;
  let checking: Promise<void> | undefined;
  let stopped = false;
  let heardAt = Number.NEGATIVE_INFINITY;
  const waiting = new Set<() => void>();

  async function check(): Promise<void> {
    const since = performance.now();
    let answer = await askInTime(url);
    if (answer === "unclear") answer = await askInTime(url);
    // A new connection may take long on a busy machine; what the others bring in the meantime counts as much.
    away = answer !== "there" && heardAt < since && !stopped;
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
    heard() {
      heardAt = performance.now();
    },
    stop() {
      stopped = true;
    },
  };
}

/** `unclear`: nothing came in time, and we ourselves were too late to say so. */
async function askInTime(url: string): Promise<"there" | "silent" | "unclear"> {
  const began = performance.now();
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
    return "there";
  } catch (error) {
    // Full of connections is busy, not away.
    if (error instanceof Error && "code" in error && error.code === "53300") return "there";
    return performance.now() - began > ANSWER_MS + STARVED_MS ? "unclear" : "silent";
  } finally {
    void client.end().catch(() => undefined);
  }
}
