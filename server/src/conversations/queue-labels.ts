import { type TagId, type TopicId, tagId, topicId } from "@guichet/contract";

/** Any of these topics and any of these tags; a kind that is not asked for is left out. */
export type QueueLabels = { readonly topics?: readonly TopicId[]; readonly tags?: readonly TagId[] };

/** Reads comma lists of ids. What is no id fits nothing, so a list without one id shows nothing. */
export function readLabels(query: {
  readonly topics?: string | undefined;
  readonly tags?: string | undefined;
}): QueueLabels | undefined {
  const topics = readIds(query.topics, (text) => topicId.safeParse(text).data);
  const tags = readIds(query.tags, (text) => tagId.safeParse(text).data);
  if (topics === undefined && tags === undefined) return undefined;
  return { ...(topics === undefined ? {} : { topics }), ...(tags === undefined ? {} : { tags }) };
}

/** A comma list of ids, each once; what is none fits nothing. Undefined: not asked for. */
export function readIds<Id>(text: string | undefined, read: (text: string) => Id | undefined): Id[] | undefined {
  if (text === undefined || text === "") return undefined;
  return [...new Set(text.split(",").flatMap((one) => read(one) ?? []))];
}
