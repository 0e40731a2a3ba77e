import type { z } from "zod";
import type { ConnectorContext, OutboundMessage } from "./connector.ts";

type Message = Pick<OutboundMessage, "clientRef">;

const keyOf = ({ clientRef }: Message): string => `sent:${clientRef}`;

/** What the platform answered to the pieces of a message that have left already, in order. */
export async function readSentPieces<Piece>(
  message: Message,
  pieces: z.ZodType<Piece[]>,
  ctx: Pick<ConnectorContext, "store">,
): Promise<Piece[]> {
  const kept = await ctx.store.get(keyOf(message));
  return kept === null ? [] : pieces.parse(JSON.parse(kept));
}

/** Written down after a piece has left, so that a later attempt goes on with the rest. */
export async function keepSentPieces(
  message: Message,
  sent: readonly unknown[],
  ctx: Pick<ConnectorContext, "store">,
): Promise<void> {
  await ctx.store.set(keyOf(message), JSON.stringify(sent));
}
