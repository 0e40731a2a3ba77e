/** What a caller may ask for. Times are in milliseconds, sizes in bytes. */
export type OutboundRequest = {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** How many redirects are followed; none by default, then a 3xx is an answer like any other. */
  follow?: number;
  /** The largest body, as sent and as unpacked. Default 2 MiB. */
  maxBytes?: number;
  /** From the start until the answer's headers, connecting included. Default 20 s. */
  headersTimeoutMs?: number;
  /** From the start until the body's end. Default 30 s. */
  totalTimeoutMs?: number;
  signal?: AbortSignal;
};

/** One request to one address; a redirect makes a new one. */
export type Hop = {
  url: URL;
  method: NonNullable<OutboundRequest["method"]>;
  headers: Headers;
  body: string | Uint8Array | undefined;
};
