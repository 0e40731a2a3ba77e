import type { ConversationView, MessageView } from "@guichet/contract";
import type { Say } from "../../../locales/use-words.ts";
import type { Choice, Command } from "../../../ui/commands.tsx";
import { inShort } from "../../../ui/in-short.ts";

const MOST_CHOICES = 20;

type Thread = Pick<ConversationView, "entries" | "conversation">;

/**
 * A command that is about one message of the open conversation. Its key means the one with the focus, else the contact's
 * newest; the palette asks which, the newest first, where there are several. Not there while no message `fits`.
 */
export function byMessage(
  view: Thread,
  fits: (message: MessageView) => boolean,
  t: Say,
  run: (message: MessageView) => void,
): Pick<Command, "when" | "run" | "choices"> {
  const found = messagesFor(view, fits);
  const choices = (): Choice[] =>
    found.slice(0, MOST_CHOICES).map((message) => ({
      id: message.id,
      label: inShort(message.text) || t("conversations.aMessage"),
      hint: message.author.name,
      run: () => run(message),
    }));
  return {
    when: found.length > 0,
    run: () => {
      const message = meantByKey(found, document.activeElement?.closest("article")?.id);
      if (message) run(message);
    },
    ...(found.length > 1 ? { choices } : {}),
  };
}

/** The messages of the open conversation that `fit`, the newest first: not those of its contact's other ones. Pure. */
export function messagesFor({ entries, conversation }: Thread, fits: (message: MessageView) => boolean): MessageView[] {
  return entries
    .filter(
      (entry): entry is MessageView =>
        entry.type === "message" &&
        entry.about !== "reaction" &&
        entry.conversationId === conversation.id &&
        fits(entry),
    )
    .toReversed();
}

/** The one with the focus (`focused`: the id of its article), else the contact's newest, else the newest. Pure. */
export function meantByKey(found: readonly MessageView[], focused: string | undefined): MessageView | undefined {
  return (
    found.find((message) => `message-${message.id}` === focused) ??
    found.find((message) => message.kind === "inbound") ??
    found[0]
  );
}
