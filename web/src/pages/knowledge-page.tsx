import type { ReactNode } from "react";
import { ItemList } from "../features/knowledge/item-list.tsx";
import { KnowledgeFrame } from "./knowledge-frame.tsx";

/** Settings > Knowledge base (W130). */
export function KnowledgePage(): ReactNode {
  return <KnowledgeFrame>{(collections) => <ItemList collections={collections} />}</KnowledgeFrame>;
}
