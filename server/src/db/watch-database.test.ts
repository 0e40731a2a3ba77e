import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../testing/test-database.ts";
import { openDatabase } from "./database.ts";
import { DatabaseAway, type DatabaseWatch, watchDatabase } from "./watch-database.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function listen(take: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    take(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A place that takes connections and never says a word. */
async function watchSilence(): Promise<DatabaseWatch> {
  const watch = watchDatabase(`postgres://x@127.0.0.1:${await listen(() => undefined)}/x`);
  ends.push(watch.stop);
  return watch;
}

const never = () => new Promise<never>(() => undefined);

test("F-05 nothing is heard at all: the database is away, and what waits ends", async () => {
  const watch = await watchSilence();
  await expect(watch.patience(never())).rejects.toThrow(DatabaseAway);
  expect(watch.away).toBe(true);
  await expect(watch.patience(Promise.resolve("late"))).rejects.toThrow(DatabaseAway);
});

test("F-05 a new connection gets no answer, others are heard: it is busy, and slow work goes on", async () => {
  const watch = await watchSilence();
  const life = setInterval(watch.heard, 50);
  ends.push(() => clearInterval(life));
  expect(await watch.patience(wait(3000, "done"))).toBe("done");
  expect(watch.away).toBe(false);
});

test("F-05 what was heard before nobody answered does not count", async () => {
  const watch = await watchSilence();
  watch.heard();
  await expect(watch.patience(never())).rejects.toThrow(DatabaseAway);
});

test("F-05 our own connections are among those others: one that works says that the database is there", async () => {
  const real = await createTestDatabase();
  const { hostname, port } = new URL(real.url);
  let open = true;
  const door = await listen((socket) => {
    if (!open) return;
    const behind = connect(Number(port), hostname).on("error", () => undefined);
    socket.pipe(behind).pipe(socket);
  });
  const url = new URL(real.url);
  url.host = `127.0.0.1:${door}`;
  const database = await openDatabase({ url: url.href });
  try {
    await database.ask();
    open = false;
    const work = setInterval(() => void database.ask().catch(() => undefined), 200);
    ends.push(() => clearInterval(work));
    expect(await database.watch.patience(wait(2500, "done"))).toBe("done");
    clearInterval(work);
    await expect(database.watch.patience(never())).rejects.toThrow(DatabaseAway);
  } finally {
    await database.close();
    await real.drop();
  }
});
