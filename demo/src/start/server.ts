import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type RunningServer = {
  readonly address: string;
  readonly setUpToken: string;
  /** Resolves when it ended without being asked to. */
  readonly ended: Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
};

const main = fileURLToPath(new URL("../../../server/src/main.ts", import.meta.url));
const STOP_MS = 20_000;

/** The product itself, with everything it keeps in a folder of its own; `own` is added to its settings. */
export async function startServer(
  environment: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-demo-"));
  const port = environment.PORT ?? String(await choosePort());
  // Whatever this machine's own Guichet is told does not count here.
  const none = { DATABASE_URL: "", PUBLIC_URL: "", ROLE: "", SMTP_URL: "" };
  const place = { DATA_DIR: folder, PORT: port, RATE_SCALE: "100" };
  // With what `npx guichet demo` was started with itself: the product runs in little memory there, too.
  const child = spawn(process.execPath, [...process.execArgv, main], {
    env: { ...environment, ...none, ...place, ...own },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let stopping = false;
  const stop = async () => {
    stopping = true;
    if (child.exitCode === null && child.signalCode === null) await end(child, gone);
    removeFolder();
  };
  try {
    const said = await readGreeting(child, gone);
    const ended = gone.then(() => (stopping ? new Promise<void>(() => undefined) : undefined));
    return { ...said, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(hard);
}

/** Its first lines say where it is and how it is set up. */
function readGreeting(child: ChildProcess, gone: Promise<void>): Promise<{ address: string; setUpToken: string }> {
  return new Promise((resolve, reject) => {
    let address = "";
    if (child.stdout === null) return reject(new Error("The server has no output."));
    createInterface({ input: child.stdout }).on("line", (line) => {
      address = /^Guichet is at (\S+)$/.exec(line)?.[1] ?? address;
      const token = /set-up#(\S+)$/.exec(line)?.[1];
      if (token !== undefined) resolve({ address, setUpToken: token });
    });
    void gone.then(() => reject(new Error("The server did not start.")));
  });
}

/** The usual one, or any that is free: the server must know its address before it listens. */
async function choosePort(): Promise<number> {
  return (await tryPort(3000)) ?? (await tryPort(0)) ?? 3001;
}

/** The port that could be listened on; undefined when somebody else does. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once("error", () => resolve(undefined))
      .listen(port, "127.0.0.1", () => {
        const address = probe.address();
        const found = address !== null && typeof address === "object" ? address.port : undefined;
        probe.close(() => resolve(found));
      });
  });
}
