import { type Child, PRODUCT_FLAGS, startScript } from "./child.ts";

/** A running Guichet, reached by its public doors alone. */
export type Product = {
  readonly pid: number;
  readonly port: number;
  readonly base: string;
  readonly setUpToken: string | undefined;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Starts the product on a database. Its request limits are raised: the generator is one address. */
export async function startProduct(options: {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<Product> {
  const child: Child = await startScript("server/src/main.ts", /^Guichet is at (http:\/\/[^\s]+)/, {
    flags: PRODUCT_FLAGS,
    env: {
      DATABASE_URL: options.databaseUrl,
      DATA_DIR: options.dataDir,
      PORT: String(options.port ?? 0),
      HOST: "127.0.0.1",
      RATE_SCALE: "1000",
      LOG_LEVEL: "error",
      NODE_ENV: "production",
      ...options.env,
    },
  });
  const base = child.said[1] ?? "";
  return {
    pid: child.pid,
    base,
    port: Number(new URL(base).port),
    get setUpToken() {
      return /set-up#(\S+)/.exec(child.lines.join("\n"))?.[1];
    },
    stop: () => child.kill("SIGTERM"),
    kill: () => child.kill("SIGKILL"),
  };
}
