import type { InboundMessage } from "./inbound-message.ts";

/**
 * Platform attributes that a message brings along; undefined: none. A reaction tells nothing of its author: of somebody unknown
 * nothing comes of it (decision 56), and what came with it would count for the messages that it happens to arrive with. Pure.
 */
export function toldAttributes({ reaction, party }: InboundMessage): InboundMessage["party"]["attributes"] {
  return reaction === undefined ? party.attributes : undefined;
}
