import type { MessageId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { inReading, type Place } from "./past.sql.ts";

/** Rows of one reading. */
const PAGE = 3000;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff" as MessageId;

export type ReadPage<Item> = (ctx: Ctx, place: Place, most: number) => Promise<Item[]>;

/**
 * Goes back through what came in, the newest first, a page at a time. The next one is read while this one is looked at; each is
 * a short transaction that only reads, so that nothing is held however slowly the asker takes it.
 */
export async function* walkBack<Item extends Place>(ctx: Ctx, read: ReadPage<Item>): AsyncGenerator<Item[]> {
  const ask = (place: Place) => inReading(ctx, (inside) => read(inside, place, PAGE));
  let page = await ask({ at: ctx.now().getTime() / 1000 + 1, id: LAST_ID });
  for (;;) {
    const last = page.at(-1);
    if (last === undefined) return;
    const next = page.length < PAGE ? Promise.resolve<Item[]>([]) : ask(last);
    // Whoever stops in between asks for it no more: its failure is nobody's.
    next.catch(() => undefined);
    yield page;
    page = await next;
  }
}
