import type { KnowledgeCollectionId, KnowledgeItemId } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

export type Deleted =
  | { readonly type: "item"; readonly id: KnowledgeItemId; readonly name: string }
  | { readonly type: "collection"; readonly id: KnowledgeCollectionId; readonly name: string };
type Bin = {
  /** Says that it is deleted, with *Undo*. */
  readonly tell: (deleted: Deleted) => void;
  readonly restore: (deleted: Deleted) => Promise<void>;
};

/** Deleting can be taken back: at once by the notice, for 30 days on the page of what was deleted. */
export function useBin(): Bin {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const restore = async ({ type, id, name }: Deleted): Promise<void> => {
    try {
      const params = { id };
      await (type === "item"
        ? call(routes.restoreKnowledgeItem, { params })
        : call(routes.restoreKnowledgeCollection, { params }));
      toasts.show({ message: t("knowledge.restored", { name }), tone: "good" });
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
    }
    await cache.invalidateQueries({ queryKey: ["knowledge"] });
  };
  return {
    restore,
    tell: (deleted) => {
      void cache.invalidateQueries({ queryKey: ["knowledge"] });
      toasts.show({
        message: t("knowledge.deletedNow", { name: deleted.name }),
        undo: () => void restore(deleted),
      });
    },
  };
}
