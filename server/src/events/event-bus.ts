import pg from "pg";
import type { Log } from "../lib/log.ts";

export type Topic =
  | "guichet_events"
  | "guichet_wake"
  | "guichet_typing"
  | "guichet_read"
  | "guichet_bulk"
  | "guichet_viewing";

/**
 * Between processes: PostgreSQL NOTIFY, always outside the write transactions, on one connection of its own that also
 * listens. A lost connection is made anew; nothing durable depends on it, since whoever is nudged reads the tables.
 */
export type EventBus = {
  publish(topic: Topic, payload: string): void;
  subscribe(topic: Topic, listener: (payload: string) => void): void;
  /** Called whenever the connection was made anew: something may have been missed. */
  onReconnect(listener: () => void): void;
  close(): Promise<void>;
};

const RETRY_MS = 500;

export async function createEventBus(url: string, log: Log): Promise<EventBus> {
  const listeners = new Map<Topic, ((payload: string) => void)[]>();
  const reconnected: (() => void)[] = [];
  let client: pg.Client | undefined;
  let closed = false;
  let waiting: { topic: Topic; payload: string }[] = [];
  let flushing = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: "guichet-bus", keepAlive: true });
    next.on("error", () => lose(next));
    next.on("end", () => lose(next));
    next.on("notification", (message) => {
      for (const listener of listeners.get(message.channel as Topic) ?? []) listener(message.payload ?? "");
    });
    await next.connect();
    await next.query(
      "listen guichet_events; listen guichet_wake; listen guichet_typing; listen guichet_read; listen guichet_bulk; listen guichet_viewing",
    );
    client = next;
  }

  function lose(lost: pg.Client): void {
    if (client !== lost || closed) return;
    client = undefined;
    void retry();
  }

  async function retry(): Promise<void> {
    while (!closed && client === undefined) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      try {
        await connect();
        for (const listener of reconnected) listener();
      } catch {
        log.warn("the event bus cannot reach the database");
      }
    }
  }

  async function flush(): Promise<void> {
    flushing = true;
    while (waiting.length > 0 && client !== undefined) {
      const batch = waiting;
      waiting = [];
      try {
        await client.query(
          "select pg_notify(topic, payload) from unnest($1::text[], $2::text[]) as n(topic, payload)",
          [batch.map((item) => item.topic), batch.map((item) => item.payload)],
        );
      } catch {
        log.warn("a nudge between processes was lost");
      }
    }
    waiting = [];
    flushing = false;
  }

  await connect();
  return {
    publish(topic, payload) {
      // The newest of these nudges says all that older ones would; the others say something each time.
      if (topic === "guichet_events" || topic === "guichet_wake")
        waiting = waiting.filter((item) => item.topic !== topic);
      if (waiting.length < 1000 && !waiting.some((item) => item.topic === topic && item.payload === payload))
        waiting.push({ topic, payload });
      if (!flushing) void flush();
    },
    subscribe(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    onReconnect(listener) {
      reconnected.push(listener);
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
