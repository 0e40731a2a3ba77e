import { type MessageId, SEARCH_PAGE } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { findFew } from "./find-few.sql.ts";
import {
  askIndex,
  EVER,
  FAR,
  type HitPlace,
  type Looked,
  type Place,
  searchIn,
  walkAndCount,
  walkMessages,
} from "./find-messages.sql.ts";
import * as plan from "./plan-search.ts";
import { filtersConversations, type Wanted } from "./wanted.ts";
import { channelWord, monthWord } from "./words/build-words.ts";
import { anyOf, chooseForIndex, toParts, type WordsPart } from "./words/words-query.ts";

/** A page of hits. `below`: where older ones begin; undefined: there are none. */
export type Found = { readonly hits: readonly HitPlace[]; readonly below: Place | undefined };

const LOWEST = "00000000-0000-0000-0000-000000000000" as MessageId;
/** Naming more channels costs the index more than it saves. */
const MOST_CHANNELS = 20;

/**
 * The newest conversations with a message that fits. What is common is found by looking through the newest messages, what is rare
 * by the index; what is common and yet does not fit the other conditions costs no more than a page may, and is gone on with on request.
 */
export async function findMessages(ctx: Ctx, wanted: Wanted, after: Place | undefined): Promise<Found> {
  const parts = toParts(wanted.needles, wanted.attachment);
  const page = new Page(ctx, wanted, parts, after ?? { at: wanted.until ?? FAR, id: LOWEST });
  if (wanted.channels.length === 0) return page.end();
  const few = filtersConversations(wanted.filter) ? await findFew(ctx, wanted) : undefined;
  if (few !== undefined) {
    if (few.length > 0) page.add(await searchIn(ctx, page.asked(), page.below, few));
    return page.end();
  }
  if (!parts.some((part) => !part.not)) return await walkOn(page, [plan.FIRST_WALK, ...plan.NEXT_WALKS]);
  const looked = await walkAndCount(ctx, page.asked(), page.below, plan.FIRST_WALK);
  if (page.add(looked)) return page.end();
  return plan.isTooCommon(looked.sampled) ? await walkOn(page, plan.NEXT_WALKS) : await goByIndex(page, looked.sampled);
}

/** One page as it fills, with what it has cost. */
class Page {
  readonly ctx: Ctx;
  readonly wanted: Wanted;
  readonly parts: readonly WordsPart[];
  below: Place;
  private readonly hits: HitPlace[] = [];
  private done = false;
  private cost = 0;

  constructor(ctx: Ctx, wanted: Wanted, parts: readonly WordsPart[], below: Place) {
    this.ctx = ctx;
    this.wanted = wanted;
    this.parts = parts;
    this.below = below;
  }

  /** One more than a page tells whether there is another one. */
  asked(): { wanted: Wanted; parts: readonly WordsPart[]; limit: number } {
    return { wanted: this.wanted, parts: this.parts, limit: SEARCH_PAGE + 1 - this.hits.length };
  }

  /** True: the page is full, at its end, or has cost enough. `next`: where it goes on if nothing was cut off. */
  add(looked: Looked, next?: Place, costOfOne = 1): boolean {
    this.hits.push(...looked.hits);
    this.cost += looked.seen * costOfOne;
    const below = looked.last ?? next;
    if (below === undefined) this.done = true;
    else this.below = below;
    return this.done || this.hits.length > SEARCH_PAGE || this.cost >= plan.BUDGET;
  }

  end(): Found {
    const shown = this.hits.slice(0, SEARCH_PAGE);
    const last = shown.at(-1);
    if (this.hits.length > SEARCH_PAGE && last !== undefined) return { hits: shown, below: last };
    return { hits: shown, below: this.done || this.cost === 0 ? undefined : this.below };
  }
}

/** The last of the lengths again and again. */
async function walkOn(page: Page, lengths: readonly number[]): Promise<Found> {
  for (let n = 0; ; n += 1) {
    const most = lengths[Math.min(n, lengths.length - 1)] ?? plan.FIRST_WALK;
    if (page.add(await walkMessages(page.ctx, page.asked(), page.below, most))) return page.end();
  }
}

/** Some months after the other, then all that is older; where much is looked at for nothing, on request. */
async function goByIndex(page: Page, sampled: plan.Sampled): Promise<Found> {
  const { channels } = page.wanted;
  const words = chooseForIndex(page.parts, sampled.counted, sampled.messages);
  if (channels.length <= MOST_CHANNELS) words.push(anyOf(channels.map(channelWord)));
  for (let step = 0; ; ) {
    const months = plan.nextMonths(
      new Date(Math.min(page.below.at.getTime(), page.ctx.now().getTime())),
      step,
      sampled,
    );
    if (months === undefined && plan.checksMuch(sampled)) return page.end();
    const query = [...words, ...(months === undefined ? [] : [anyOf(months.words.map(monthWord))])].join(" & ");
    const since = months?.since ?? EVER;
    const looked = await askIndex(page.ctx, page.asked(), page.below, { query, since, most: plan.MOST_FROM_INDEX });
    const next = months === undefined ? undefined : { at: since, id: LOWEST };
    if (page.add(looked, next, plan.COST_OF_HIT)) return page.end();
    if (looked.last === undefined) step += 1;
  }
}
