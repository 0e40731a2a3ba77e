import { resolve } from "node:path";
import { z } from "zod";

export type Role = "web" | "worker" | "dispatcher";

/** What the environment decides, checked once; nobody else reads it. */
export type Config = {
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** How people and platforms reach us: links and cookies follow from it. Without a slash at the end. */
  readonly publicUrl: string;
  readonly roles: readonly Role[];
  /** The product's own mails: smtp://user:password@host:port; null: links are shown to the Admin instead. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly trustedProxies: readonly string[];
  /** Private hosts that connections may go to (mail servers in the house…): host, host:port, host:*, address or CIDR. */
  readonly allowPrivateHosts: readonly string[];
  /** Bearer token for /metrics, asked of everybody; null: loopback only. */
  readonly metricsToken: string | null;
  readonly logLevel: string;
  /** Multiplies the request limits of http/rate-limit.ts, for machines behind one shared address. */
  readonly rateScale: number;
  /** Settings of a mailbox that the living example works with; null: it has no mail channel. */
  readonly exampleMail: Readonly<Record<string, unknown>> | null;
  readonly production: boolean;
};

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
const optional = z
  .string()
  .trim()
  .default("")
  .transform((text) => (text === "" ? null : text));

const json = optional.transform((text, check) => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    check.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
});

const schema = z.object({
  DATABASE_URL: optional.pipe(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
      .nullable(),
  ),
  DATA_DIR: z.string().min(1).default("./data"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: optional.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  ROLE: list.pipe(z.array(z.enum(["web", "worker", "dispatcher"], "must be a comma list of web, worker, dispatcher"))),
  SMTP_URL: optional.pipe(z.url({ protocol: /^smtps?$/ }).nullable()),
  MAIL_FROM: z.string().default("Guichet <guichet@localhost.localdomain>"),
  TRUSTED_PROXIES: list,
  ALLOW_PRIVATE_HOSTS: list,
  METRICS_TOKEN: optional,
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("warn"),
  RATE_SCALE: z.coerce.number().min(0.1).max(10_000).default(1),
  EXAMPLE_MAIL: json.pipe(z.record(z.string(), z.unknown()).nullable()),
  NODE_ENV: z.string().default("production"),
});

/** A setting that cannot be used, worded for whoever set it. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Reads the environment. Throws `ConfigError` that names every setting that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  }
  const read = parsed.data;
  return {
    databaseUrl: read.DATABASE_URL,
    dataDir: resolve(read.DATA_DIR),
    host: read.HOST,
    port: read.PORT,
    publicUrl: (
      read.PUBLIC_URL ??
      `http://${read.HOST === "0.0.0.0" || read.HOST === "::" ? "localhost" : read.HOST}:${read.PORT}`
    ).replace(/\/+$/, ""),
    roles: read.ROLE.length === 0 ? ["web", "worker", "dispatcher"] : read.ROLE,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    trustedProxies: read.TRUSTED_PROXIES,
    allowPrivateHosts: read.ALLOW_PRIVATE_HOSTS,
    metricsToken: read.METRICS_TOKEN,
    logLevel: read.LOG_LEVEL,
    rateScale: read.RATE_SCALE,
    exampleMail: read.EXAMPLE_MAIL,
    production: read.NODE_ENV === "production",
  };
}
