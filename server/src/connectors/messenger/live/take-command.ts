import { type MessengerCommand, messengerCommand } from "@guichet/contract";
import type { Database } from "../../../db/index.ts";
import { assertNever } from "../../../lib/never.ts";
import { parseJson } from "../../../lib/parse-json.ts";
import type { AcceptDeps } from "../accept-call.ts";
import type { TellVisitorTyping } from "../ports.ts";
import { noteRead } from "../thread/note-receipts.ts";
import { findOpenConversation } from "../thread/thread.sql.ts";
import { findIdentity } from "../visitor/visitors.sql.ts";
import type { VisitorLine } from "./visitor-line.ts";

type Deps = AcceptDeps & { readonly database: Database; readonly visitorTyping: TellVisitorTyping };

const limits = { maxDepth: 3, maxKeys: 10, maxBytes: 1024 };
const rememberOpenMs = 30_000;

/** What one line says, understood; undefined: it does not speak our language. */
export function readCommand(data: Uint8Array): MessengerCommand | undefined {
  const json = parseJson(data, limits);
  return messengerCommand.safeParse(json.ok ? json.value : undefined).data;
}

/** Does what one line says, one thing after the other; of several marks waiting, the furthest. */
export function createCommandTaker(deps: Deps, line: VisitorLine) {
  const { visitor } = line;
  const db = deps.database.of(visitor.organizationId);
  let read = { known: Number.NEGATIVE_INFINITY, wanted: Number.NEGATIVE_INFINITY, running: false };
  let open:
    | { readonly at: number; readonly conversation: Awaited<ReturnType<typeof findOpenConversation>> }
    | undefined;

  async function markRead(upTo: number): Promise<void> {
    read = { ...read, wanted: Math.max(read.wanted, upTo) };
    if (read.running) return;
    read = { ...read, running: true };
    try {
      while (read.wanted > read.known) {
        const { wanted } = read;
        await noteRead({ ...deps, db }, visitor, wanted);
        read = { ...read, known: wanted };
      }
    } finally {
      read = { ...read, running: false };
    }
  }

  async function tellTyping(on: boolean): Promise<void> {
    const at = deps.now().getTime();
    if (open?.conversation === undefined || at - open.at > rememberOpenMs) {
      const identity = await findIdentity(db, visitor);
      const scope = { db, organizationId: visitor.organizationId };
      const conversation = identity === undefined ? undefined : await findOpenConversation(scope, identity);
      open = { at, conversation };
    }
    if (open.conversation === undefined) return;
    const { organizationId, channelId } = visitor;
    deps.visitorTyping({ organizationId, channelId, ...open.conversation, on });
  }

  return async (command: MessengerCommand): Promise<void> => {
    switch (command.type) {
      case "ping":
        return await line.send({ type: "pong" });
      case "typing":
        return await tellTyping(command.on);
      case "read":
        return await markRead(command.upTo);
      default:
        return assertNever(command);
    }
  };
}
