import { connect, createServer, type Socket } from "node:net";

/** `refuses`: nobody listens. `silent`: connections are taken, nothing is said on them, as when the server is frozen. */
export type ProxyMood = "open" | "refuses" | "silent";

export type DatabaseProxy = {
  readonly port: number;
  /** Where the database is now: it moves with every start. */
  lead(port: number): void;
  set(mood: ProxyMood): Promise<void>;
  close(): Promise<void>;
};

/** An address for the database that stays the same, and that can go away. */
export async function startDatabaseProxy(): Promise<DatabaseProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let target = 0;
  let mood: ProxyMood = "open";
  const server = createServer((client) => {
    const database = connect({ port: target, host: "127.0.0.1" });
    const pair = [client, database] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [database, client] as const]) {
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
      one.pipe(other);
    }
    if (mood === "silent") pause(pair);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  async function stopListening(): Promise<void> {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  return {
    port,
    lead: (to) => {
      target = to;
    },
    async set(next) {
      if (mood === "refuses" && next !== "refuses") await listen(port);
      if (mood !== "refuses" && next === "refuses") await stopListening();
      mood = next;
      for (const pair of pairs) mood === "silent" ? pause(pair) : resume(pair);
    },
    close: async () => {
      if (mood !== "refuses") await stopListening();
    },
  };
}

function pause(pair: readonly [Socket, Socket]): void {
  for (const socket of pair) socket.unpipe();
}

function resume([client, database]: readonly [Socket, Socket]): void {
  client.unpipe().pipe(database);
  database.unpipe().pipe(client);
}
