import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { type KeepOptions, keepPostmaster, type PostmasterKeeper } from "./keep-postmaster.ts";
import { processMark } from "./living-process.ts";
import type { Postmaster } from "./postmaster.ts";

const times = { lookMs: 5, steadyMs: 60_000, pauseMs: 20, longestPauseMs: 40, giveUpMs: 60_000 };
const servers: ChildProcess[] = [];
let keeper: PostmasterKeeper | undefined;
afterEach(async () => {
  await keeper?.release();
  for (const server of servers.splice(0)) server.kill("SIGKILL");
});

/** Any process will do: what is watched is its life. */
function begin(port = 5000): Postmaster {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  servers.push(child);
  if (child.pid === undefined) throw new Error("no process");
  return { pid: child.pid, port };
}

function keep(options: Partial<KeepOptions>): { lines: string[]; lost: string[] } {
  const [lines, lost]: string[][] = [[], []];
  keeper = keepPostmaster(begin(), {
    relaunch: async (port) => begin(port),
    log: (line) => lines?.push(line),
    onLost: (reason) => lost?.push(reason),
    times,
    ...options,
  });
  return { lines: lines ?? [], lost: lost ?? [] };
}

const kill = () => process.kill(keeper?.server.pid ?? 0, "SIGKILL");

test("F-04 a server that ends by itself is started again on its port, as often as it ends, and that is said", async () => {
  const { lines, lost } = keep({});
  for (const times of [1, 2]) {
    const before = keeper?.server.pid;
    kill();
    await expect.poll(() => keeper?.server.pid).not.toBe(before);
    expect(keeper?.server.port).toBe(5000);
    expect(lines).toHaveLength(2 * times);
    expect(lines.slice(-2)).toEqual([
      `PostgreSQL (process ${before}) has ended by itself. It is started again.`,
      `PostgreSQL runs again (process ${keeper?.server.pid}).`,
    ]);
  }
  expect(lost).toEqual([]);
});

test("F-04 a start that fails is tried again with pauses, with its reason", async () => {
  const tries: number[] = [];
  const { lines, lost } = keep({
    relaunch: async (port) => {
      tries.push(Date.now());
      if (tries.length < 4) throw new Error("shared memory is in use");
      return begin(port);
    },
  });
  kill();
  await expect.poll(() => lines.at(-1)).toContain("runs again");
  expect(lines.filter((line) => line.endsWith("tried again soon. shared memory is in use"))).toHaveLength(3);
  const [first = 0, second = 0, third = 0] = tries;
  expect(second - first).toBeGreaterThanOrEqual(9);
  expect(third - second).toBeGreaterThanOrEqual(19);
  expect(lost).toEqual([]);
});

test.each([
  ["cannot be started for long", "no space left"],
  ["ends again and again", "It ends again and again."],
])("F-04 one that %s is given up once, with the reason", async (what, reason) => {
  let begun = 0;
  const { lost } = keep({
    times: { ...times, giveUpMs: 300 },
    relaunch: async (port) => {
      begun += 1;
      if (what.startsWith("cannot")) throw new Error(reason);
      const server = begin(port);
      process.kill(server.pid, "SIGKILL");
      return server;
    },
  });
  kill();
  await expect.poll(() => lost).toEqual([reason]);
  const then = begun;
  expect(then).toBeGreaterThan(2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([begun, lost.length]).toEqual([then, 1]);
});

test("our own stop is no death: the server is left as it is, and a start under way is told to end", async () => {
  let begun = 0;
  keep({
    relaunch: (_, stopping) => {
      begun += 1;
      return new Promise((_, reject) => stopping.addEventListener("abort", () => reject(new Error("stopped"))));
    },
  });
  kill();
  await expect.poll(() => begun).toBe(1);
  await keeper?.release();
  const { lines } = keep({});
  await keeper?.release();
  expect(processMark(keeper?.server.pid ?? 0)).toBeDefined();
  kill();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(lines).toEqual([]);
});
