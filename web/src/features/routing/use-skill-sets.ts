import type { SkillSetView, TeamId } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

/** Puts what the server has saved where it is shown, and asks how what waits is doing. */
export function useKeepSkillSets(): (saved: SkillSetView) => void {
  const cache = useQueryClient();
  return useCallback(
    (saved) => {
      cache.setQueryData(queries.skillSets().queryKey, (before) => {
        if (before === undefined) return before;
        const others = before.filter((one) => one.id !== saved.id);
        return [...others, saved].sort((a, b) => a.name.localeCompare(b.name));
      });
      void cache.invalidateQueries({ queryKey: queries.skillSets().queryKey });
      void cache.invalidateQueries({ queryKey: queries.routing().queryKey });
    },
    [cache],
  );
}

/** What one does with a skill set besides writing it; each is said, and deleting can be taken back. */
export function useSkillSetDeeds() {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const keep = useKeepSkillSets();
  const refresh = async (): Promise<void> => {
    await cache.invalidateQueries({ queryKey: queries.skillSets().queryKey });
    await cache.invalidateQueries({ queryKey: queries.routing().queryKey });
  };
  const attempt = async (work: () => Promise<SkillSetView>): Promise<void> => {
    try {
      keep(await work());
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
      await refresh();
    }
  };
  return {
    enable: (skillSet: SkillSetView, enabled: boolean) => {
      show(cache, { ...skillSet, enabled });
      return attempt(() =>
        call(routes.patchSkillSet, { params: { id: skillSet.id }, body: { version: skillSet.version, enabled } }),
      );
    },
    apply: (skillSet: SkillSetView, teamId: TeamId, applied: boolean) => {
      const others = skillSet.teamIds.filter((id) => id !== teamId);
      show(cache, { ...skillSet, teamIds: applied ? [...others, teamId] : others });
      const params = { id: skillSet.id, teamId };
      return attempt(() => call(applied ? routes.applySkillSet : routes.takeSkillSetOff, { params }));
    },
    /** Throws what the server says: the dialog shows it. */
    remove: async (skillSet: SkillSetView): Promise<void> => {
      const params = { id: skillSet.id };
      await call(routes.deleteSkillSet, { params });
      await refresh();
      const undo = (): void => void attempt(() => call(routes.restoreSkillSet, { params }));
      toasts.show({ message: t("skillSets.deleted", { name: skillSet.name }), undo });
    },
  };
}

/** On the screen at once; what the server says comes after it. */
function show(cache: ReturnType<typeof useQueryClient>, changed: SkillSetView): void {
  cache.setQueryData(queries.skillSets().queryKey, (before) =>
    before?.map((one) => (one.id === changed.id ? changed : one)),
  );
}
