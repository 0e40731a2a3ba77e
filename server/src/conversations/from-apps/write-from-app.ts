import type { ApiKeyId, ChannelId, MessageId, Platform } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { writeSystemMessage } from "../send-system-message.ts";
import { reachConversation } from "../starting/reach-conversation.ts";
import { keepMetadata } from "./from-apps.sql.ts";
import { readAppText } from "./read-app-text.ts";

export type FromApp = {
  readonly channel: { readonly id: ChannelId; readonly platform: Platform };
  /** As the platform names the contact, and as people write that. */
  readonly address: string;
  readonly shown: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
};
/** The key that a program signed in with. */
type App = { readonly id: ApiKeyId; readonly name: string };

/**
 * A program writes to a contact (R168, W164): in their open conversation, whose status, place and wait stay as they are, or in a
 * new one in Pending that nobody has. It answers nobody, so it counts as no response. Whether the contact may be written to
 * (STOP, the platform's window) is judged when it leaves, and told as its delivery.
 */
export async function writeFromApp(
  ctx: Ctx,
  { channel, address, shown, text, metadata }: FromApp,
  app: App,
): Promise<MessageId> {
  const byApp: Ctx = { ...ctx, actor: { type: "app", ...app } };
  return await inTransaction(byApp, async (trx) => {
    const said = await readAppText(trx, channel, text);
    const handle = shown === address ? null : shown;
    const { conversation } = await reachConversation(trx, { channel, address, name: "", handle, subject: null });
    const { text: words, template } = said;
    const written = await writeSystemMessage(trx, conversation, words, { waitsOn: true, app, template });
    if (Object.keys(metadata).length > 0) await keepMetadata(trx, written.id, metadata);
    return written.id;
  });
}
