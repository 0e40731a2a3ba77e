import type { ConversationView, MessageView } from "@guichet/contract";
import { useEffect } from "react";
import type { ComposerState } from "../composer/use-composer.ts";

/** The message that is being answered was masked meanwhile: what the reply box and the kept draft show of it follows. */
export function useMaskedQuote(view: ConversationView, { replyTo, requote }: ComposerState): void {
  const masked = view.entries.find(
    (entry): entry is MessageView => entry.type === "message" && entry.masked && entry.id === replyTo?.id,
  );
  useEffect(() => {
    if (masked !== undefined) requote(masked);
  }, [masked, requote]);
}
