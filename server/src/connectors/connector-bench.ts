import { describe } from "vitest";
import type { Connector } from "./connector.ts";
import type { ConnectorBench } from "./connector-bench/bench-options.ts";
import { benchParsing } from "./connector-bench/bench-parsing.ts";
import { benchSending } from "./connector-bench/bench-sending.ts";
import { benchSignatures } from "./connector-bench/bench-signatures.ts";

export type { ConnectorBench } from "./connector-bench/bench-options.ts";
export { benchUrl } from "./connector-bench/bench-signatures.ts";
export { buildOutboundFile, buildOutboundMessage } from "./connector-bench/build-outbound-message.ts";
export { type HttpPeer, httpSendCases, httpSendOnceCases, startHttpPeer } from "./connector-bench/http-peer.ts";
export { type Fixture, readFixtures } from "./connector-bench/read-fixtures.ts";
export { createRecordingContext, type RecordingContext } from "./connector-bench/recording-context.ts";
export type { SendCase, SendPeer } from "./connector-bench/send-cases.ts";

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
