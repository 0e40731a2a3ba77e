import { setImmediate as breathe } from "node:timers/promises";
import {
  type AutomationTryOut,
  type ConversationStatus,
  Refusal,
  type TryOutProgress,
  type UserId,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { checkTimeZone } from "../../organizations/index.ts";
import { channelRolesOf, limitsOf } from "../../users/index.ts";
import { isUser } from "../conversation.ts";
import { inReading, listDays, listShown, type Place } from "./past.sql.ts";
import { createTally, type Hit } from "./tally.ts";
import { type ReadPage, walkBack } from "./walk-back.ts";

/** Whoever waits longer does not look any more. Milliseconds. */
const LONGEST_MS = 60_000;
/** More than this no try-out looks at. */
const MOST = 1_000_000;
/** Nothing else of the process waits longer than this. Milliseconds. */
const BREATH_MS = 12;
/** Between two lines that say how far it is. Milliseconds. */
const TELL_MS = 150;

export type Period = { readonly days: number; readonly timeZone: string };
/** How a page is looked at: which of its items fit, and what is worth listing. `breathe` is to be awaited now and then. */
export type Look<Item, Note> = (
  items: readonly Item[],
  tally: Pick<ReturnType<typeof createTally<Note>>, "look" | "hit">,
  breathe: () => Promise<void> | undefined,
) => Promise<void>;
export type ShownHit<Note> = Pick<Hit<Note>, "id" | "channelId" | "text" | "note"> & {
  readonly contactName: string;
  readonly status: ConversationStatus;
  readonly at: string;
};
/** What every try-out tells of what it saw. */
export type LookedBack<Note> = Pick<AutomationTryOut, "from" | "stoppedAt" | "looked" | "matched" | "days"> & {
  readonly conversations: { readonly items: ShownHit<Note>[]; readonly total: number; readonly hidden: number };
};

/**
 * The course of every try-out: goes back through the days, tells how far it is, and answers what was counted. It only reads,
 * lets others of the process in between, and stops by itself when it has taken too long.
 */
export async function* lookBack<Item extends Place, Note>(
  ctx: Ctx,
  { days, timeZone }: Period,
  read: (since: Date) => ReadPage<Item>,
  look: Look<Item, Note>,
): AsyncGenerator<TryOutProgress, LookedBack<Note>> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  checkTimeZone(timeZone);
  const { id: userId } = ctx.actor;
  const [calendar, roles, limits] = await inReading(ctx, async (inside) => [
    await listDays(inside, ctx.now(), timeZone, days),
    await channelRolesOf(inside, userId),
    await limitsOf(inside, userId),
  ]);
  const from = calendar.at(-1)?.begins ?? ctx.now();
  const tally = createTally<Note>(calendar, { userId, channels: new Set(roles.keys()), limits });
  const pace = createPace();
  let stoppedAt: Date | null = null;
  for await (const page of walkBack(ctx, read(from))) {
    await look(page, tally, pace.breathe);
    const backTo = new Date((page.at(-1)?.at ?? 0) * 1000);
    if (pace.mayTell()) yield { type: "progress", looked: tally.looked(), backTo: backTo.toISOString() };
    if (pace.isOver() || tally.looked() >= MOST) {
      stoppedAt = backTo;
      break;
    }
  }
  const { shown, total, hidden, ...counted } = tally.told();
  const items = await show(ctx, userId, shown);
  return {
    ...{ from: from.toISOString(), stoppedAt: stoppedAt?.toISOString() ?? null, ...counted },
    conversations: { items, total, hidden },
  };
}

/** Who may see what is asked afresh, where the conversations are fetched. */
async function show<Note>(ctx: Ctx, userId: UserId, hits: readonly Hit<Note>[]): Promise<ShownHit<Note>[]> {
  const ids = hits.map(({ id }) => id);
  const rows = await inReading(ctx, (inside) => listShown(inside, userId, ids));
  return hits.flatMap(({ id, channelId, text, note, at }): ShownHit<Note>[] => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { contact_name: contactName, status } = row;
    return [{ id, channelId, text, note, at: new Date(at * 1000).toISOString(), contactName, status }];
  });
}

function createPace() {
  const began = performance.now();
  let [breathed, told] = [began, began];
  return {
    breathe(): Promise<void> | undefined {
      if (performance.now() - breathed < BREATH_MS) return undefined;
      return breathe().then(() => {
        breathed = performance.now();
      });
    },
    mayTell(): boolean {
      if (performance.now() - told < TELL_MS) return false;
      told = performance.now();
      return true;
    },
    isOver: () => performance.now() - began > LONGEST_MS,
  };
}
