import type { KnowledgeFileView, KnowledgeItemView, KnowledgeKind, Locale } from "@guichet/contract";

export type ItemValues = {
  title: string;
  collectionId: string;
  text: string;
  shortenLinks: boolean;
  files: KnowledgeFileView[];
  locale: Locale;
  slug: string;
  published: boolean;
};

export function newItem(collectionId: string, locale: Locale): ItemValues {
  return { title: "", collectionId, text: "", shortenLinks: false, files: [], locale, slug: "", published: false };
}

export function toItemValues(item: KnowledgeItemView): ItemValues {
  const { title, collectionId, text, shortenLinks, files, locale, slug, published } = item;
  return { title, collectionId, text, shortenLinks, files, locale, slug: slug ?? "", published };
}

/** What the two kinds have apart from title, collection and text. */
export function toItemBody(kind: KnowledgeKind, values: ItemValues) {
  const { title, collectionId, text } = values;
  const common = { title, collectionId, text };
  if (kind === "response")
    return { ...common, shortenLinks: values.shortenLinks, fileIds: values.files.map(({ id }) => id) };
  const slug = values.slug.trim();
  return { ...common, locale: values.locale, published: values.published, ...(slug === "" ? {} : { slug }) };
}
