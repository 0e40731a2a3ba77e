import type { ConversationId, MessageId } from "@guichet/contract";
import { type KeptLooking, keepLooking } from "../../lib/keep-looking.ts";
import { sendDue } from "../scheduling/send-due.ts";
import { type DueDeps, settleDue } from "./settle-due.ts";

const LOOK_MS = 1000;

/** For the worker role: looks every second at what has fallen due. Every process may run it. */
export function startDueWork(deps: DueDeps & { readonly wake: () => void }): Pick<KeptLooking, "stop"> {
  // What it stumbled over, remembered from round to round.
  const conversations = new Map<ConversationId, number>();
  const replies = new Map<MessageId, number>();
  return keepLooking({
    everyMs: LOOK_MS,
    whenLate: "skipped",
    async look(repeat) {
      await repeat(() => settleDue(deps, conversations));
      await repeat(() => sendDue(deps, replies));
    },
    wake: deps.wake,
    log: deps.log,
    failure: "what is due could not be read, tried again soon",
  });
}
