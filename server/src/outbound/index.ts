export { mayPassLater, OutboundError, type OutboundFailure, type OutboundReason } from "./failure.ts";
export {
  createOutbound,
  type Outbound,
} from "./outbound.ts";
export type { OutboundAnswer } from "./read-answer.ts";
export { retryAfterMs } from "./retry-after.ts";
