import { createOutbound, type Outbound } from "../../outbound/index.ts";
import type { ConnectorContext } from "../connector.ts";

export type RecordingContext = {
  readonly ctx: ConnectorContext;
  /** Everything logged so far, as it would be written. */
  logged(): string;
  readonly values: Map<string, string>;
  /** Secrets that the platform renewed. */
  readonly renewed: ReadonlyMap<string, string>;
  /** Ends what listens and closes the connections. */
  stop(): Promise<void>;
};

type Options = {
  readonly now?: () => number;
  readonly values?: Map<string, string>;
  /** Hosts of the private network that may be reached; the loopback address by default, for local peers. */
  readonly allowPrivateHosts?: readonly string[];
  readonly certificateAuthorities?: readonly string[];
  /** Limits as in the real world, for tests in which nothing is meant to take too long. */
  readonly patient?: boolean;
};

/** What a connector is given, with a memory in place of the database and short time limits in place of patient ones. */
export function createRecordingContext(options: Options = {}): RecordingContext {
  const { now = Date.now, values = new Map<string, string>(), allowPrivateHosts = ["127.0.0.1:*"] } = options;
  const lines: string[] = [];
  const renewed = new Map<string, string>();
  const stopper = new AbortController();
  const outbound = createOutbound({ allowPrivateHosts, certificateAuthorities: options.certificateAuthorities });
  const ctx: ConnectorContext = {
    outbound: options.patient === true ? outbound : withShortLimits(outbound),
    now,
    signal: stopper.signal,
    publicUrl: "https://guichet.example",
    log: (level, message, data) => void lines.push(JSON.stringify({ level, message, data })),
    store: {
      get: (key) => Promise.resolve(values.get(key) ?? null),
      set: (key, value) => Promise.resolve(void values.set(key, value)),
    },
    renewSecret: (name, value) => Promise.resolve(void renewed.set(name, value)),
  };
  return {
    ctx,
    values,
    renewed,
    logged: () => lines.join("\n"),
    async stop() {
      stopper.abort();
      await outbound.close();
    },
  };
}

function withShortLimits(outbound: Outbound): Outbound {
  const short = { headersTimeoutMs: 400, totalTimeoutMs: 700 };
  return {
    ...outbound,
    fetch: (url, request) => outbound.fetch(url, { ...request, ...short }),
    open: (url, request) => outbound.open(url, { ...request, ...short }),
  };
}
