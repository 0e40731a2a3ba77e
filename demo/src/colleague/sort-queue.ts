import { setTimeout as sleep } from "node:timers/promises";
import { bootstrap, type ConversationRow, conversationView, listConversationsAnswer } from "@guichet/contract";
import type { Colleague } from "../start/admin.ts";
import { chooseLabels } from "./choose-labels.ts";

export type SortOptions = {
  /** Signs the colleague in; again when the session has ended, for nobody touches a key here. */
  readonly enter: () => Promise<Colleague>;
  /** 1: looks every 12 to 25 seconds; 2: twice as often. */
  readonly rate: number;
  readonly complain: (what: string) => void;
};

const labelsOfWorld = bootstrap.pick({ topics: true, tags: true });

/** What waits for less is left for others to see without a topic. */
const WAITS_AT_LEAST_MS = 15_000;

/** A colleague who looks through New now and then and says what each conversation is about, until they are stopped. */
export function startSorting({ enter, rate, complain }: SortOptions): { stop(): void } {
  const end = new AbortController();
  const looked = new Set<string>();
  let colleague: Colleague | undefined;
  const work = async (): Promise<void> => {
    while (!end.signal.aborted) {
      await sleep((12_000 + Math.random() * 13_000) / rate, undefined, { signal: end.signal });
      try {
        colleague ??= await enter();
        await sortOne(colleague, looked);
      } catch (error) {
        colleague = undefined;
        const what = error instanceof Error ? error.message : String(error);
        if (!end.signal.aborted && !what.includes("answered with 401")) complain(what);
      }
    }
  };
  void work().catch(() => undefined);
  return { stop: () => end.abort() };
}

/** The one that has waited longest and was not looked at yet. */
export async function sortOne(colleague: Colleague, looked: Set<string>): Promise<void> {
  const answer = await colleague.call("GET", "/conversations?status=new&sort=oldest&limit=50");
  const row = listConversationsAnswer.parse(answer).items.find((one) => isUnsorted(one) && !looked.has(one.id));
  if (row === undefined) return;
  looked.add(row.id);
  const { entries } = conversationView.parse(await colleague.call("GET", `/conversations/${row.id}`));
  const message = entries.find(
    (entry) => entry.type === "message" && entry.kind === "inbound" && entry.conversationId === row.id,
  );
  if (message?.type !== "message") return;
  const { topic, tag } = chooseLabels(`${message.subject ?? ""} ${message.text}`);
  const { topics, tags } = labelsOfWorld.parse(await colleague.call("GET", "/bootstrap"));
  const topicId = topics.find((one) => one.name === topic && !one.deleted)?.id;
  const tagId = tags.find((one) => one.name === tag && !one.deleted)?.id;
  if (topicId) await colleague.call("PATCH", `/conversations/${row.id}/topics`, { add: [topicId] });
  if (tagId) await colleague.call("PATCH", `/messages/${message.id}/tags`, { add: [tagId] });
}

function isUnsorted(row: ConversationRow): boolean {
  return row.topicIds.length === 0 && Date.now() - Date.parse(row.queueAt) > WAITS_AT_LEAST_MS;
}
