import {
  type AttributeId,
  type ChannelId,
  type ConversationId,
  type KnowledgeCollectionView,
  type KnowledgeFileView,
  type KnowledgeItemView,
  knowledgeCollectionView,
  knowledgeFileView,
  knowledgeItemView,
  type OrganizationId,
  type UsableItem,
  usableItems,
} from "@guichet/contract";
import { receiveMessages } from "../conversations/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { TestApp, TestPerson } from "../testing/test-app.ts";

type CollectionOver = Partial<{
  name: string;
  allChannels: boolean;
  channelIds: string[];
  onlyTeams: boolean;
  teamIds: string[];
}>;
type ItemOver = Record<string, unknown> & { readonly collectionId: string };

/** For tests of the knowledge base: what an Admin makes, and a conversation to use it in. */
export function knowledgeKit(test: TestApp, admin: TestPerson = test.admin) {
  let counter = 0;
  return {
    async collection(over: CollectionOver = {}): Promise<KnowledgeCollectionView> {
      counter += 1;
      const body = { name: `Collection ${counter}`, allChannels: true, channelIds: [], onlyTeams: false, teamIds: [] };
      const answer = await test.call("POST", "/api/v1/knowledge-collections", {
        as: admin,
        body: { ...body, ...over },
      });
      return knowledgeCollectionView.parse(answer.body);
    },
    async item(over: ItemOver): Promise<KnowledgeItemView> {
      counter += 1;
      const body = { kind: "response", title: `Title ${counter}`, text: `Text ${counter}`, ...over };
      return knowledgeItemView.parse((await test.call("POST", "/api/v1/knowledge-items", { as: admin, body })).body);
    },
    async file(name: string, content: string): Promise<KnowledgeFileView> {
      const path = `/api/v1/knowledge-files?name=${encodeURIComponent(name)}`;
      const headers = { "content-type": "text/plain" };
      return knowledgeFileView.parse((await test.call("POST", path, { as: admin, raw: content, headers })).body);
    },
    /** A contact has written there; `name` undefined: one who did not say theirs. */
    async conversation(
      organizationId: OrganizationId,
      channelId: ChannelId,
      name: string | undefined,
      attributes: Record<string, string> = {},
    ): Promise<ConversationId> {
      const { database } = test.app.parts;
      const externalId = uuidV7();
      const party = { externalId: `p${externalId}`, ...(name === undefined ? {} : { displayName: name }) };
      const message = {
        channelId,
        platform: "api" as const,
        externalId,
        direction: "in" as const,
        occurredAt: Date.now(),
        party,
        text: "Hello",
        visibility: "private" as const,
        automatic: false,
        media: [],
        deliveryId: uuidV7(),
      };
      await receiveMessages([message], { database, organizationId, steps: [], now: () => new Date() });
      const stored = await database.system
        .selectFrom("conversations as c")
        .innerJoin("messages as m", "m.conversation_id", "c.id")
        .where("m.external_id", "=", externalId)
        .select(["c.id", "c.contact_id"])
        .executeTakeFirstOrThrow();
      for (const [attribute, value] of Object.entries(attributes)) {
        const attributeId = uuidV7() as AttributeId;
        await database.system
          .insertInto("attributes")
          .values({
            organization_id: organizationId,
            id: attributeId,
            name: attribute,
            name_key: attribute.toLowerCase(),
            kind: "text",
            position: 1,
          })
          .execute();
        await database.system
          .insertInto("attribute_values")
          .values({
            organization_id: organizationId,
            contact_id: stored.contact_id,
            attribute_id: attributeId,
            value,
            source: "agent",
          })
          .execute();
      }
      return stored.id;
    },
    async usable(as: TestPerson, conversation: ConversationId, search = ""): Promise<UsableItem[]> {
      const path = `/api/v1/conversations/${conversation}/knowledge?search=${encodeURIComponent(search)}`;
      return usableItems.parse((await test.call("GET", path, { as })).body).items;
    },
    async insert(as: TestPerson, conversation: ConversationId, itemId: string) {
      return await test.call("POST", `/api/v1/conversations/${conversation}/insertions`, { as, body: { itemId } });
    },
  };
}
