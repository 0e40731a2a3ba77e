import type { ChannelForConnector, EndpointForConnector, OutboundMessage } from "../connector.ts";
import type { Fixture } from "./read-fixtures.ts";
import type { SendCase, SendPeer } from "./send-cases.ts";

export type ConnectorBench<Settings, Mode extends string> = {
  /** The channel and endpoint the fixtures were recorded for. */
  readonly channel: ChannelForConnector<Settings>;
  readonly endpoint: EndpointForConnector;
  /** The clock of the recordings. */
  readonly now: number;
  readonly fixtures: readonly Fixture[];
  /** Absent when nothing can be posted: then every request must be refused. */
  readonly signing?: SigningBench;
  /** Absent when a delivery carries one thing only. */
  readonly batch?: BatchBench;
  readonly sending: SendingBench<Settings, Mode>;
};

/** How the platform puts several events into one delivery. */
export type BatchBench = {
  wrap(elements: readonly unknown[]): Uint8Array;
  /** A message that is fine, with this id. */
  good(id: string): unknown;
  readonly unknownKind: unknown;
};

export type SigningBench = {
  /** Name of the endpoint's secret. */
  readonly secretName: string;
  /** A secret that belongs to somebody else. */
  readonly foreignSecret: string;
  /** What the platform says with this body to prove itself; all of it is needed. */
  sign(body: Uint8Array, secret: string, now: number): Record<string, string>;
  /** Where these stand: the address's query where the platform writes them there; headers by default. */
  readonly carriedBy?: "headers" | "query";
  /** False where the platform repeats a secret and signs no bytes: then an altered body cannot be told. */
  readonly coversBody?: boolean;
  /** A request older than this is refused, in milliseconds; absent when the platform signs no time. */
  readonly toleranceMs?: number;
};

export type SendingBench<Settings, Mode extends string> = {
  /** Starts the far side and tells which channel leads there. */
  start(): Promise<{ peer: SendPeer<Mode>; channel: ChannelForConnector<Settings> }>;
  readonly cases: readonly SendCase<Mode>[];
  readonly message: OutboundMessage;
  /** Proves to the platform's own rules that what arrived is what was meant. */
  expectReceived(peer: SendPeer<Mode>, message: OutboundMessage): void | Promise<void>;
};
