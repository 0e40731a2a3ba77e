import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repository } from "./places.ts";

export type Child = {
  readonly pid: number;
  /** What the wanted line said. */
  readonly said: RegExpExecArray;
  readonly lines: readonly string[];
  kill(signal: NodeJS.Signals): Promise<void>;
};

/** What bin/guichet.mjs starts the product with; the floors run as Node runs. */
export const PRODUCT_FLAGS = ["--max-semi-space-size=8"];

const running = new Set<ChildProcess>();
// Whatever happens, nothing of ours is left running.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a script of the repository with this Node and waits for a line of its output. Throws with its output when it ends first. */
export async function startScript(
  script: string,
  wanted: RegExp,
  options: {
    flags?: readonly string[];
    args?: readonly string[];
    env?: Readonly<Record<string, string>>;
    patienceMs?: number;
  } = {},
): Promise<Child> {
  const child = spawn(process.execPath, [...(options.flags ?? []), script, ...(options.args ?? [])], {
    cwd: repository,
    // As bin/guichet.mjs starts the product: what was compiled once is not compiled again.
    env: { NODE_COMPILE_CACHE: join(repository, ".cache/node"), ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  const lines: string[] = [];
  const said = await hear(child, wanted, lines, options.patienceMs ?? 180_000);
  return {
    pid: child.pid ?? 0,
    said,
    lines,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}

function hear(child: ChildProcess, wanted: RegExp, lines: string[], patienceMs: number): Promise<RegExpExecArray> {
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
  const complain = (what: string) => reject(new Error(`${child.spawnargs.join(" ")} ${what}:\n${lines.join("\n")}`));
  const timer = setTimeout(() => {
    child.kill("SIGKILL");
    complain("did not start in time");
  }, patienceMs);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      if (lines.length < 500) lines.push(line);
      const match = wanted.exec(line);
      if (match !== null) resolve(match);
    });
  }
  child.on("exit", () => complain("ended"));
  return promise.finally(() => clearTimeout(timer));
}
