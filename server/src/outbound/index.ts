export { mayPassLater, OutboundError, type OutboundFailure, type OutboundReason } from "./failure.ts";
export type { OutboundStream } from "./open-request.ts";
export {
  type CheckedHost,
  type ConnectedSocket,
  createOutbound,
  type Outbound,
  type OutboundOptions,
  type TcpTarget,
} from "./outbound.ts";
export type { OutboundAnswer } from "./read-answer.ts";
export type { OutboundRequest } from "./request.ts";
export { retryAfterMs } from "./retry-after.ts";
