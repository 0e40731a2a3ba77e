import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export type ServerOptions = {
  /** The tree it runs from: this repository, or a copy with something broken on purpose. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Everything it says goes here. */
  readonly logFile: string;
  readonly port: number;
  /** Does it answer by HTTP? A worker only says that it runs. True by default. */
  readonly web?: boolean;
};

/** One real process of the product, killed and started again on the same data. */
export class ServerProcess {
  readonly #options: ServerOptions;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  /** Ends that nobody here asked for. */
  unexpectedExits = 0;
  #mayEnd = false;
  #said = "";

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it answers; throws when it does not within the time. Gives back how long it took, in milliseconds. */
  async start(extra: Readonly<Record<string, string>> = {}, patienceMs = 90_000): Promise<number> {
    const began = Date.now();
    this.spawn(extra);
    while (!(await this.isReady())) {
      if (Date.now() - began > patienceMs || !this.running)
        throw new Error(`the server did not come up; see ${this.#options.logFile}`);
      await sleep(15);
    }
    return Date.now() - began;
  }

  /** Starts without waiting. */
  spawn(extra: Readonly<Record<string, string>> = {}): void {
    const { root, env, logFile, port } = this.#options;
    this.#mayEnd = extra.GUICHET_FAILPOINTS !== undefined;
    const child = spawn(process.execPath, [join(root, "server/src/testing/crash/server-with-failpoints.ts")], {
      cwd: root,
      env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", PORT: String(port), ...env, ...extra },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-1000);
      appendFileSync(logFile, chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => appendFileSync(logFile, chunk));
    this.#child = child;
    // It must not outlive whoever tests it.
    const end = () => child.kill("SIGKILL");
    process.once("exit", end);
    this.#ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        process.removeListener("exit", end);
        appendFileSync(logFile, `-- process ${child.pid} ended: ${code ?? signal}\n`);
        if (!this.#mayEnd && this.#child === child) this.unexpectedExits += 1;
        resolve();
      });
    });
  }

  private async isReady(): Promise<boolean> {
    return this.#options.web === false ? this.#said.includes("Guichet runs as") : await this.isHealthy();
  }

  async isHealthy(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  /** kill -9, without a word. */
  async kill(): Promise<void> {
    this.#mayEnd = true;
    this.#child?.kill("SIGKILL");
    await this.#ended;
  }

  /** Waits until it has ended by itself; false when it lives on. */
  async waitForEnd(patienceMs: number): Promise<boolean> {
    const patience = new AbortController();
    await Promise.race([this.#ended, sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    return !this.running;
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** An orderly stop, as by Ctrl-C. */
  async stop(): Promise<void> {
    this.#mayEnd = true;
    if (!this.running) return;
    this.#child?.kill("SIGTERM");
    if (!(await this.waitForEnd(25_000))) await this.kill();
  }
}
