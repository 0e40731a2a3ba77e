import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { makeDataFolder } from "../../server/src/testing/data-folder.ts";
import { findPort } from "../../server/src/testing/find-port.ts";

/** A real Guichet, as `npm start` runs it, on an empty data folder of its own. */
export type Guichet = {
  /** Its address, without a slash at the end. */
  readonly base: string;
  /** The one-time link it printed. */
  readonly setUpLink: string;
  /** Where its data lie, its own database among them. */
  readonly dataDir: string;
  /** What a power cut does. */
  killHard(): Promise<void>;
  /** Starts it again on the same folder and port. */
  startAgain(): Promise<void>;
  /** Ends it and throws its data away. */
  stop(): Promise<void>;
};

const MAIN = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
const ADDRESS = /Guichet is at (\S+)/;
const LINK = /Set it up here \(once\): (\S+)/;

export async function startGuichet(environment: Record<string, string> = {}): Promise<Guichet> {
  const dataDir = makeDataFolder("guichet-journey-");
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(await findPort()),
    // The people of a journey are faster than people, and its providers live on this machine.
    RATE_SCALE: "1000",
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
    ...environment,
  };
  let running = await run(env, [ADDRESS, LINK]);
  const [base = "", setUpLink = ""] = running.found;
  return {
    base,
    setUpLink,
    dataDir,
    async killHard() {
      await end(running.child, "SIGKILL");
    },
    async startAgain() {
      running = await run(env, [ADDRESS]);
    },
    async stop() {
      await end(running.child, "SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Running = { readonly child: ChildProcess; readonly found: string[] };

/** Starts the process and waits until it has printed each of the lines. */
async function run(env: NodeJS.ProcessEnv, wanted: RegExp[]): Promise<Running> {
  const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stderr.on("data", (text: Buffer) => said.push(text.toString()));
  // Read to its end, or a full pipe would stop the server.
  const lines = createInterface({ input: child.stdout });
  const found = await new Promise<string[]>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`Guichet ended with ${code}:\n${said.join("\n").slice(-4000)}`)));
    lines.on("line", (line) => {
      said.push(line);
      const matches = wanted.map((pattern) => pattern.exec(said.join("\n"))?.[1]);
      if (matches.every((match) => match !== undefined)) resolve(matches);
    });
  });
  return { child, found };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
