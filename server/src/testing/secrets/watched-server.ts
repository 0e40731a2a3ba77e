import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../crash/faults/free-port.ts";
import { makeDataFolder } from "../data-folder.ts";
import { createTestDatabase } from "../test-database.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** The product as a process of its own that logs all it can, with every line of it and every answer kept. */
export type WatchedServer = {
  readonly base: string;
  readonly setUpToken: string;
  readonly databaseUrl: string;
  /** All that was printed, but for the line with the set-up link, whose purpose that is. */
  printed(): string;
  readonly answers: { readonly what: string; readonly text: string }[];
  call(
    method: string,
    path: string,
    options?: { cookie?: string; body?: unknown; raw?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; text: string; headers: Headers }>;
  stop(): Promise<void>;
};

export async function startWatchedServer(): Promise<WatchedServer> {
  const { url, drop } = await createTestDatabase();
  const dataDir = makeDataFolder("guichet-secrets-");
  const environment = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    // Known before it begins: networks are told where to deliver.
    PORT: String(await findFreePort()),
    LOG_LEVEL: "debug",
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
    RATE_SCALE: "1000",
  };
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = keepOutput(child);
  const [, base = ""] = await output.waitFor(/Guichet is at (\S+)/);
  const [link = "", setUpToken = ""] = await output.waitFor(/Set it up here \(once\): \S+[/=#]([\w-]+)\s/);
  const answers: WatchedServer["answers"] = [];
  return {
    base,
    setUpToken,
    databaseUrl: url,
    printed: () => output.text().replace(link, ""),
    answers,
    async call(method, path, options = {}) {
      const response = await fetch(base + path, {
        method,
        redirect: "manual",
        headers: {
          origin: base,
          ...(options.body === undefined ? {} : { "content-type": "application/json" }),
          ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        ...(options.raw === undefined ? {} : { body: options.raw }),
      });
      const text = await response.text();
      answers.push({ what: `${method} ${path}`, text });
      return { status: response.status, text, headers: response.headers };
    },
    async stop() {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        await ended;
      }
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function keepOutput(child: ChildProcess) {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  return {
    text: () => text,
    async waitFor(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(text);
        if (found !== null) return found;
        if (child.exitCode !== null) throw new Error(`the server ended:\n${text.slice(-3000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
