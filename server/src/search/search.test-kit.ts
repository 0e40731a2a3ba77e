import { type SearchAnswer, searchAnswer } from "@guichet/contract";
import { sql } from "kysely";
import { expect } from "vitest";
import { type House, openHouse } from "../contacts/contacts.test-kit.ts";
import type { TestPerson } from "../testing/test-app.ts";

type Row = { id: string; version: number; contact: { name: string } };

/** The contacts' house with what tests of the search do again and again. */
export type SearchHouse = House & {
  search(q: string, as?: TestPerson, after?: string): Promise<SearchAnswer>;
  /** Names of the contacts whose conversations are found, sorted. */
  found(q: string, as?: TestPerson): Promise<string[]>;
  /** Until the worker has written what came before this. */
  indexed(): Promise<void>;
  /** The agent does something in the conversation of a contact. */
  act(name: string, method: string, path: string, body?: unknown): Promise<void>;
  conversationOf(name: string): Promise<Row>;
};

export const whoIn = (answer: SearchAnswer): string[] => answer.hits.map((hit) => hit.conversation.contact.name);

export async function openSearchHouse(): Promise<SearchHouse> {
  const house = await openHouse();
  const search: SearchHouse["search"] = async (q, as = house.agent, after) => {
    const query = new URLSearchParams({ q, ...(after === undefined ? {} : { after }) });
    const answer = await house.as(as, "GET", `/search?${query}`);
    expect(answer.status, `${q}: ${JSON.stringify(answer.body)}`).toBe(200);
    return searchAnswer.parse(answer.body);
  };
  const conversationOf: SearchHouse["conversationOf"] = async (name) => {
    for (const status of ["new", "pending", "resolved"]) {
      const { items } = (await house.as(house.agent, "GET", `/conversations?status=${status}&limit=100`)).body as {
        items: Row[];
      };
      const row = items.find((one) => one.contact.name === name);
      if (row !== undefined) return row;
    }
    throw new Error(`${name} has no conversation`);
  };
  return {
    ...house,
    search,
    conversationOf,
    found: async (q, as) => whoIn(await search(q, as)).sort(),
    indexed: () => untilIndexed(house),
    async act(name, method, path, body) {
      const row = await conversationOf(name);
      await house.as(house.agent, "POST", `/conversations/${row.id}/open`, { steal: false });
      const answer = await house.as(house.agent, method, `/conversations/${row.id}${path}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    },
  };
}

async function untilIndexed(house: House): Promise<void> {
  const behind = sql<{ behind: number }>`
    select ((select count(*) from event_inbox)
      + (select position from event_head) - coalesce((select position from listener_positions where listener = 'search'), 0))::int as behind`;
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 30))) {
    if ((await behind.execute(house.test.app.parts.database.system)).rows[0]?.behind === 0) return;
    if (Date.now() > end) throw new Error("The index never caught up.");
  }
}
