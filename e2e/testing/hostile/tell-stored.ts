import { conversationView } from "@guichet/contract";
import type { Person } from "../house.ts";

/**
 * What the server knows, for a journey that waited in vain: each message of a conversation with its files and their states, and
 * how long the oldest delivery and the oldest event have been waiting. It tells what is missing from what is only not drawn.
 */
export async function tellStored(base: string, admin: Person, conversationId: string): Promise<string> {
  const { conversation, entries } = await admin.call(conversationView, "GET", `/conversations/${conversationId}`);
  const messages = entries.flatMap((entry) => {
    if (entry.type !== "message") return [];
    const states = Map.groupBy(entry.attachments, ({ state }) => state);
    const files = [...states].map(([state, those]) => `${those.length} ${state}`);
    return [`message ${entry.seq} of ${entry.at}: files ${files.join(", ") || "none"}`];
  });
  const metrics = await (await fetch(`${base}/metrics`)).text();
  const waiting = metrics.split("\n").filter((line) => /^guichet_(oldest|probe|events|deliver)/.test(line));
  return [`the server has, at version ${conversation.version}:`, ...messages, ...waiting].join("\n  ");
}
