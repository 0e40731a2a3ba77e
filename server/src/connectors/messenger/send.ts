import type { OutboundMessage, SendResult } from "../connector.ts";
import { externalIdOf } from "./payloads.ts";

/**
 * Nothing leaves this machine: a message is sent when the visitor's stream shows it, and the stream shows what is sent.
 * Repeating it changes nothing.
 */
export function sendMessage(message: OutboundMessage): Promise<SendResult> {
  return Promise.resolve({ ok: true, externalId: externalIdOf(message.clientRef) });
}
