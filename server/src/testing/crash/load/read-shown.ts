import { conversationView, threadEntry } from "@guichet/contract";
import { z } from "zod";
import type { SystemState } from "../history/history.ts";
import { call } from "./http-call.ts";
import type { Agent, World } from "./world.ts";

const entriesPage = z.object({ entries: z.array(threadEntry), before: z.string().nullable() });

/** The messages of every conversation as its agents get to see them, by the public door, page by page. */
export async function readShown(url: string, world: World, state: SystemState): Promise<Map<string, string[]>> {
  const shown = new Map<string, string[]>();
  for (const { id, organizationId, channelId } of state.conversations) {
    const agent = world.agents.find(
      (one) => one.organizationId === organizationId && one.channelIds.includes(channelId),
    );
    if (agent !== undefined) shown.set(id, await readThread(url, agent, id));
  }
  return shown;
}

/** The page also shows the contact's earlier conversations: only this one's messages count here. */
async function readThread(url: string, agent: Agent, conversationId: string): Promise<string[]> {
  const read = async (path: string) => {
    const answer = await call({
      url: `${url}/api/v1/conversations/${conversationId}${path}`,
      headers: { cookie: agent.cookie },
    });
    if (answer === "unknown" || answer.status !== 200)
      throw new Error(`conversation ${conversationId}: ${answer === "unknown" ? answer : answer.status}`);
    return answer.body;
  };
  let page: z.infer<typeof entriesPage> = conversationView.parse(await read(""));
  const entries = [...page.entries];
  while (page.before !== null) {
    page = entriesPage.parse(await read(`/entries?before=${encodeURIComponent(page.before)}`));
    entries.unshift(...page.entries);
  }
  return entries.flatMap((entry) =>
    entry.type === "message" && entry.conversationId === conversationId ? [entry.id] : [],
  );
}
