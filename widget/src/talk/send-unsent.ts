import { CallFailed } from "./api.ts";
import { listUnsent, putUnsent, type Unsent } from "./outbox.ts";
import type { Store } from "./store.ts";

/** `undefined`: nothing is left to send. Otherwise why the rest must wait. */
export type Stopped = CallFailed | undefined;

/**
 * Sends what is queued, oldest first, one after the other, so that the order holds. The list is read anew before each one:
 * another tab may have sent it meanwhile. What the server refuses is marked failed and holds nothing up; anything else
 * (no network, server busy, proof expired) stops here and stays queued, to be sent again with the same id (I11).
 */
export async function sendUnsent(
  store: Store,
  author: string | null,
  post: (message: Unsent) => Promise<unknown>,
  changed: () => void,
): Promise<Stopped> {
  for (let next = findQueued(store, author); next; next = findQueued(store, author)) {
    try {
      await post(next);
      markUnsent(store, next, "accepted");
    } catch (cause) {
      if (!(cause instanceof CallFailed) || !cause.isRefusal)
        return cause instanceof CallFailed ? cause : new CallFailed();
      markUnsent(store, next, "failed");
    }
    changed();
  }
  return undefined;
}

function findQueued(store: Store, author: string | null): Unsent | undefined {
  return listUnsent(store, author).find((message) => message.state === "queued");
}

/** Unless the thread showed it (and so it was dropped) while the answer was under way. */
function markUnsent(store: Store, { id, author }: Unsent, state: Unsent["state"]): void {
  const message = listUnsent(store, author).find((other) => other.id === id);
  if (message) putUnsent(store, { ...message, state });
}
