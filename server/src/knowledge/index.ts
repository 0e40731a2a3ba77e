/** What agents answer with: collections of responses and articles, short links, the pages of articles. */
export { createCollection } from "./change-collection.ts";
export { createItem } from "./create-item.ts";
export { knowledgeRoutes } from "./knowledge.routes.ts";
export type { LinkDeps } from "./knowledge-deps.ts";
export { findKnowledgeFileKeys } from "./knowledge-files.sql.ts";
export { uploadKnowledgeFile } from "./knowledge-files.ts";
export { sweepKnowledge } from "./sweep-knowledge.ts";
export type { Reader } from "./usable-items.sql.ts";
export { type Filling, getUsableFiles, listUsableItems, takeItem } from "./usable-items.ts";
