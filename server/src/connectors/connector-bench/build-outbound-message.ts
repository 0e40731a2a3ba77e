import { Readable } from "node:stream";
import type { OutboundFile, OutboundMessage } from "../connector.ts";

/** A reply of an agent, with whatever a test wants different. */
export function buildOutboundMessage(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    clientRef: "01936f2e-7c1a-7b3c-8d4e-5f6071829304",
    attempt: 1,
    to: { externalId: "contact-1", displayName: "Ada Contact" },
    text: "Bonjour Ada, c’est réglé. 👍",
    files: [],
    conversationId: "01936f2e-7c1a-7b3c-8d4e-5f6071829305",
    agentName: "Grace",
    visibility: "private",
    automatic: false,
    ...changes,
  };
}

export function buildOutboundFile(content: Uint8Array, changes: Partial<OutboundFile> = {}): OutboundFile {
  return {
    id: "01936f2e-7c1a-7b3c-8d4e-5f6071829306",
    name: "photo é.png",
    type: "image/png",
    size: content.byteLength,
    url: "https://guichet.example/files/abc",
    lastingUrl: "https://guichet.example/files/abc?lasting",
    open: () => Promise.resolve(Readable.from([content])),
    ...changes,
  };
}
