import { describe } from "vitest";
import type { ChannelForConnector, Connector, EndpointForConnector } from "./connector.ts";
import { type BatchBench, benchParsing } from "./connector-bench/bench-parsing.ts";
import { benchSending, type SendingBench } from "./connector-bench/bench-sending.ts";
import { benchSignatures, type SigningBench } from "./connector-bench/bench-signatures.ts";
import type { Fixture } from "./connector-bench/read-fixtures.ts";

export { buildOutboundMessage } from "./connector-bench/build-outbound-message.ts";
export { type HttpMode, type HttpPeer, httpSendCases, startHttpPeer } from "./connector-bench/http-peer.ts";
export { type Fixture, readFixtures } from "./connector-bench/read-fixtures.ts";
export { createRecordingContext, type RecordingContext } from "./connector-bench/recording-context.ts";
export type { SendCase, SendPeer } from "./connector-bench/send-cases.ts";

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

/** The bench that every connector passes: the same questions for each platform, put to its own payloads and its own peer. */
export function describeConnector<Settings, Mode extends string>(
  connector: Connector<Settings>,
  bench: ConnectorBench<Settings, Mode>,
): void {
  describe(`the ${connector.platform} connector on the bench`, () => {
    describe("reading", () => benchParsing(connector, bench));
    describe("verifying", () => benchSignatures(connector, bench));
    describe("sending", () => benchSending(connector, bench));
  });
}
