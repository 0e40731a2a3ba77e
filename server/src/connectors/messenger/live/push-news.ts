import type { ConversationId, IdentityId, LoggedEvent, MessageId, OrganizationId } from "@guichet/contract";
import type { Database } from "../../../db/index.ts";
import type { Log } from "../../../lib/log.ts";
import { listAgentRead, listByIds } from "../thread/thread.sql.ts";
import { toVisitorMessage } from "../thread/visitor-message.view.ts";
import { listVisitorsOf } from "../visitor/visitors.sql.ts";
import type { LineRegistry } from "./line-registry.ts";

type Deps = { readonly database: Database; readonly log: Log; readonly registry: LineRegistry };
type News = {
  readonly identities: Set<IdentityId>;
  readonly messages: Set<MessageId>;
  readonly conversations: Set<ConversationId>;
};

/** What colleagues write and note among themselves: no visitor hears that it happened. */
const AMONG_COLLEAGUES: ReadonlySet<string> = new Set([
  "comment.added",
  "topic.added",
  "topic.removed",
  "tag.added",
  "tag.removed",
]);

/**
 * Brings events to the visitors they concern. What came together is read together, afresh from the tables; while one read is
 * under way the next events gather. Where reading fails, the lines are closed, and the visitors catch up when they are back.
 */
export function createNewsPusher(deps: Deps) {
  let waiting = new Map<OrganizationId, News>();
  let running: Promise<void> | undefined;

  function newsOf(organizationId: OrganizationId): News {
    const known = waiting.get(organizationId);
    if (known !== undefined) return known;
    const news: News = { identities: new Set(), messages: new Set(), conversations: new Set() };
    waiting.set(organizationId, news);
    return news;
  }

  async function run(): Promise<void> {
    while (waiting.size > 0) {
      const taken = waiting;
      waiting = new Map();
      for (const [organizationId, news] of taken) await push(deps, organizationId, news).catch(closeLines(deps, news));
    }
    running = undefined;
  }

  return {
    take(event: LoggedEvent): void {
      if (!("identityId" in event.data) || AMONG_COLLEAGUES.has(event.type)) return;
      const { identityId, channelId, conversationId } = event.data;
      if (!deps.registry.isKnown(identityId) && !deps.registry.hasStrangers(channelId)) return;
      const news = newsOf(event.organizationId);
      news.identities.add(identityId);
      news.conversations.add(conversationId);
      if ("messageId" in event.data) news.messages.add(event.data.messageId);
      running ??= Promise.resolve().then(run);
    },
    /** Somebody read on in this conversation. */
    takeRead(organizationId: OrganizationId, conversationId: ConversationId): void {
      if (deps.registry.isEmpty()) return;
      newsOf(organizationId).conversations.add(conversationId);
      running ??= Promise.resolve().then(run);
    },
    /** Resolves when nothing is under way. */
    idle: () => running ?? Promise.resolve(),
  };
}

async function push({ database, registry }: Deps, organizationId: OrganizationId, news: News): Promise<void> {
  const scope = { db: database.of(organizationId), organizationId };
  const unknown = [...news.identities].filter((identity) => !registry.isKnown(identity));
  for (const visitor of await listVisitorsOf(scope.db, organizationId, unknown)) {
    registry.learn({ channelId: visitor.channel_id, externalId: visitor.external_id }, visitor.id);
  }
  const here = [...news.identities].filter((identity) => registry.isKnown(identity));
  for (const row of await listByIds(scope, here, [...news.messages])) {
    for (const line of registry.ofIdentity(row.identity_id)) line.tell(toVisitorMessage(row));
  }
  for (const { identity_id, up_to } of await listAgentRead(scope, [...news.conversations])) {
    for (const line of registry.ofIdentity(identity_id)) line.tellAgentRead(up_to);
  }
}

function closeLines({ registry, log }: Deps, news: News): (error: unknown) => void {
  return (error) => {
    log.error("news for visitors could not be read; their lines begin anew", {}, error);
    for (const identity of news.identities) for (const line of registry.ofIdentity(identity)) line.close(1012);
  };
}
