import type { ReactNode } from "react";
import { CollectionList } from "../features/knowledge/collection-list.tsx";
import { KnowledgeFrame } from "./knowledge-frame.tsx";

/** Settings > Knowledge base > Collections (W131, W132). */
export function KnowledgeCollectionsPage(): ReactNode {
  return <KnowledgeFrame>{(collections) => <CollectionList collections={collections} />}</KnowledgeFrame>;
}
