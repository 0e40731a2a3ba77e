import type { LabelUses } from "@guichet/contract";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";

/** Topics and tags are kept in the same way; their words are their own. */
export type LabelKind = "topics" | "tags";
export type Label = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: string;
  readonly deletedAt: string | null;
};
type Values = { readonly name: string; readonly description: string };
type Keeper = {
  readonly create: (body: Values) => Promise<Label>;
  readonly change: (id: string, body: Values) => Promise<Label>;
  readonly countUses: (id: string) => Promise<LabelUses>;
  readonly remove: (id: string) => Promise<void>;
  readonly restore: (id: string) => Promise<Label>;
};

export const KEEPERS: Record<LabelKind, Keeper> = {
  topics: {
    create: (body) => call(routes.createTopic, { body }),
    change: (id, body) => call(routes.patchTopic, { params: { id }, body }),
    countUses: (id) => call(routes.getTopicUses, { params: { id } }),
    remove: (id) => call(routes.deleteTopic, { params: { id } }),
    restore: (id) => call(routes.restoreTopic, { params: { id } }),
  },
  tags: {
    create: (body) => call(routes.createTag, { body }),
    change: (id, body) => call(routes.patchTag, { params: { id }, body }),
    countUses: (id) => call(routes.getTagUses, { params: { id } }),
    remove: (id) => call(routes.deleteTag, { params: { id } }),
    restore: (id) => call(routes.restoreTag, { params: { id } }),
  },
};
