import type { OpenSessionAnswer } from "@guichet/contract/messenger";
import { readPageFacts } from "../page/page-facts.ts";
import { toJson } from "../page/to-json.ts";
import { CallFailed, type Door, postSession } from "./api.ts";
import { withLock } from "./lock.ts";
import { isSession, parseJson } from "./read-answer.ts";
import type { Store } from "./store.ts";
import { uuidV7 } from "./uuid-v7.ts";

export type Session = Pick<OpenSessionAnswer, "token" | "userId"> & {
  /** Ours alone: the same as long as the visitor is, while tokens change. */
  visitor: string;
};
/** What the page says of its signed-in user. Who that is, the server decides from the JWT alone. */
export type Login = { userId: string; jwt: string };

const KEY = "session";
const NEWS_MS = 60;

/** The visitor's proof in this browser, the same for all tabs. */
export function readSession(store: Store): Session | null {
  const value = parseJson(store.get(KEY));
  return isSession(value) && "visitor" in value ? toSession(value, String(value.visitor)) : null;
}

/**
 * Opens the session of whoever this is: the page's user by JWT (unless this browser holds that user's token already), the
 * visitor known here by token, or a new anonymous one. An anonymous visitor who signs in leaves the anonymous token behind:
 * it is never sent along, so nothing can be merged by the browser (S30).
 */
export function openSession(store: Store, door: Door, channel: string, login: Login | null): Promise<Session> {
  return withLock(`${channel}:session`, async () => {
    let known = readSession(store);
    if (!known) {
      // Browsers show one tab's writes to the others a moment late, lock or no lock.
      await new Promise((shown) => setTimeout(shown, NEWS_MS));
      known = readSession(store);
    }
    const isSameUser = !login || known?.userId === login.userId;
    const session =
      (known && isSameUser && (await continueSession(door, known))) ||
      toSession(await postSession(door, login ? { jwt: login.jwt } : {}, readPageFacts()), uuidV7(Date.now()));
    // Another tab's session may have become visible only now: the first one stays, and ours is nobody's.
    const first = !known && !login && readSession(store);
    if (first) return first;
    store.set(KEY, toJson(session));
    return session;
  });
}

/** Undefined when the server knows this token no more. */
async function continueSession(door: Door, { token, visitor }: Session): Promise<Session | undefined> {
  try {
    return toSession(await postSession(door, { token }, readPageFacts()), visitor);
  } catch (cause) {
    if (cause instanceof CallFailed && cause.isUnproven) return undefined;
    throw cause;
  }
}

function toSession({ token, userId }: OpenSessionAnswer, visitor: string): Session {
  return { token, userId: typeof userId === "string" ? userId : null, visitor };
}
