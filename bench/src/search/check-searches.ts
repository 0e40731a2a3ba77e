import type { SearchAnswer } from "@guichet/contract";
import type { Caller } from "../product/call.ts";
import type { Stage } from "../product/stage.ts";
import { SEARCH_KINDS, type Search, typeSearch } from "./make-searches.ts";
import { scanFor, scanTextsFor } from "./search-floor.ts";

/** Searches of each kind that are held against a scan. */
const CHECKED = 3;
/** So far the pages are turned; of what is found more often, the newest are compared. */
const MOST_PAGES = 12;
/** An answer that looked no further back goes on where it ended; so often it is asked to. */
const MOST_ANSWERS = 60;

/** Complete, in order, and nothing else: what is wrong is told. */
export async function checkSearches(stage: Stage, agent: Caller, searches: readonly Search[]): Promise<string[]> {
  const errors: string[] = [];
  for (const kind of SEARCH_KINDS)
    for (const search of searches.filter((one) => one.kind === kind && one.notMine === undefined).slice(0, CHECKED)) {
      const typed = typeSearch(search);
      const found = await turnPages(agent, typed);
      const scanned = await stage.withClient((client) => scanFor(client, stage, search));
      const wanted = found.whole ? scanned : scanned.slice(0, found.ids.length);
      if (new Set(found.ids).size !== found.ids.length) errors.push(`${typed}: a conversation twice`);
      const missing = wanted.filter((id) => !found.ids.includes(id));
      const extra = found.ids.filter((id) => !wanted.includes(id));
      if (missing.length + extra.length > 0)
        errors.push(`${typed}: ${missing.length} missing, ${extra.length} not in the scan, of ${wanted.length}`);
      if (kind !== "number" || !found.whole) continue;
      const { words, channel, since, until } = search;
      const written = await stage.withClient((client) => scanTextsFor(client, stage, words));
      const unfiltered = channel === undefined && since === undefined && until === undefined;
      const differs = found.ids.some((id) => !written.has(id)) || (unfiltered && written.size !== found.ids.length);
      if (differs) errors.push(`${typed}: ${found.ids.length} found, ${written.size} written in texts`);
    }
  return errors;
}

async function turnPages(agent: Caller, q: string): Promise<{ ids: string[]; whole: boolean }> {
  const ids: string[] = [];
  let after = "";
  let pages = 0;
  for (let n = 0; n < MOST_ANSWERS && pages < MOST_PAGES; n += 1) {
    const answer = await agent.call<SearchAnswer>("GET", `${pathOf(q)}${after}`);
    ids.push(...answer.hits.map((hit) => hit.conversation.id));
    if (answer.next === null) return { ids, whole: true };
    if (answer.hits.length > 0) pages += 1;
    after = `&after=${encodeURIComponent(answer.next)}`;
  }
  return { ids, whole: false };
}

export function pathOf(q: string): string {
  return `/api/v1/search?q=${encodeURIComponent(q)}`;
}
