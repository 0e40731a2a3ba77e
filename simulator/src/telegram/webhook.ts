import type { Update } from "./wire.ts";

export type Webhook = {
  readonly url: string;
  readonly secret: string;
  readonly allowed: readonly string[];
  readonly maxConnections: number;
};
export type Delivered = { readonly update: Update; readonly status: number; readonly at: number };

/** What is delivered when nobody names kinds (Bot API, `setWebhook`): reactions and the like have to be named. */
export const USUAL_KINDS = ["message", "edited_message", "callback_query", "my_chat_member"];

const POST_TIMEOUT_MS = 10_000;

/** Posts one update as Telegram does; 0: nobody answered. */
export async function postUpdate(webhook: Webhook, update: Update, signal: AbortSignal): Promise<number> {
  try {
    const answer = await fetch(webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(webhook.secret === "" ? {} : { "x-telegram-bot-api-secret-token": webhook.secret }),
      },
      body: JSON.stringify(update),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(POST_TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}

export type Lanes = {
  /** Behind what waits in the chat already. */
  add(chatId: number, update: Update): void;
  waiting(): number;
  lastError(): { readonly at: number; readonly words: string } | undefined;
  /** Nothing leaves until it is over. */
  hold(held: boolean): void;
  /** What waits, taken out of the lanes. */
  takeAll(): Update[];
  stop(): Promise<void>;
};

/**
 * Updates of one chat leave in order, one at a time; one that is refused comes again after a while that doubles (Telegram:
 * from a second up to a minute or two), and holds up its chat alone.
 */
export function createLanes(deps: {
  readonly webhook: () => Webhook | undefined;
  readonly retryBaseMs: number;
  readonly onDelivered: (delivered: Delivered) => void;
  readonly now: () => number;
}): Lanes {
  const lanes = new Map<number, Update[]>();
  const busy = new Map<number, Promise<void>>();
  const stopper = new AbortController();
  let held = false;
  let error: { at: number; words: string } | undefined;

  async function run(chatId: number): Promise<void> {
    for (let refused = 0; !stopper.signal.aborted; ) {
      const webhook = deps.webhook();
      const update = lanes.get(chatId)?.[0];
      if (update === undefined || webhook === undefined || held) return;
      const status = await postUpdate(webhook, update, stopper.signal);
      deps.onDelivered({ update, status, at: deps.now() });
      if (status >= 200 && status < 300) {
        const lane = lanes.get(chatId) ?? [];
        if (lane[0] === update) lane.shift();
        refused = 0;
        continue;
      }
      const words = status === 0 ? "Connection refused" : `Wrong response from the webhook: ${status}`;
      error = { at: deps.now(), words };
      await pause(Math.min(deps.retryBaseMs * 2 ** refused, 60_000), stopper.signal);
      refused += 1;
    }
  }

  function wake(chatId: number): void {
    if (busy.has(chatId) || stopper.signal.aborted) return;
    const work = run(chatId).finally(() => {
      busy.delete(chatId);
      if ((lanes.get(chatId)?.length ?? 0) > 0 && !held && deps.webhook() !== undefined) wake(chatId);
    });
    busy.set(chatId, work);
  }

  return {
    add(chatId, update) {
      lanes.set(chatId, [...(lanes.get(chatId) ?? []), update]);
      wake(chatId);
    },
    waiting: () => [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0),
    lastError: () => error,
    hold(next) {
      held = next;
      if (!held) for (const chatId of lanes.keys()) wake(chatId);
    },
    takeAll() {
      const all = [...lanes.values()].flat().toSorted((a, b) => a.update_id - b.update_id);
      lanes.clear();
      return all;
    },
    async stop() {
      stopper.abort();
      await Promise.all(busy.values());
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
