import type { SkillSetView } from "@guichet/contract";
import { toSkillRule } from "@guichet/contract/skill-rules";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { Refusal } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { type Form, useAction } from "../../ui/use-form.ts";
import { type SkillSetValues, toValues } from "./skill-set-values.ts";
import { useKeepSkillSets } from "./use-skill-sets.ts";

export type Saving = {
  readonly save: () => Promise<unknown>;
  readonly busy: boolean;
  readonly error: unknown;
  /** Somebody else has saved: how it is now, undefined when it is gone; null: nobody has. */
  readonly theirs: SkillSetView | undefined | null;
  readonly take: () => void;
  readonly keep: () => void;
};

/** Saves a skill set; over somebody else's change only when one says so. */
export function useSaveSkillSet(
  skillSet: SkillSetView | null,
  form: Form<SkillSetValues>,
  onCreated: (made: SkillSetView) => void,
): Saving {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const put = useKeepSkillSets();
  // What is written here was begun on this one, whoever saves meanwhile.
  const [began, setBegan] = useState(skillSet?.version);
  const [theirs, setTheirs] = useState<SkillSetView | undefined | null>(null);
  const action = useAction(async (version: number | undefined) => {
    const { name, groups } = form.values;
    const body = { name, rule: toSkillRule(groups) };
    if (skillSet === null) {
      const made = await call(routes.createSkillSet, { body });
      put(made);
      toasts.show({ message: t("skillSets.savedNew", { name: made.name }), tone: "good" });
      onCreated(made);
      return;
    }
    const params = { id: skillSet.id };
    try {
      const saved = await call(routes.patchSkillSet, {
        params,
        body: { ...body, version: version ?? began ?? skillSet.version },
      });
      put(saved);
      form.reset(toValues(saved));
      setBegan(saved.version);
      setTheirs(null);
      toasts.show({ message: t("ui.saved"), tone: "good" });
    } catch (error) {
      if (!(error instanceof Refusal) || (error.code !== "changed_meanwhile" && error.code !== "not_found"))
        throw error;
      const now = await cache.fetchQuery({ ...queries.skillSets(), staleTime: 0 });
      const found = now.find((one) => one.id === skillSet.id);
      // A topic or contact group that it names is gone: that is told as it is.
      if (error.code === "not_found" && found !== undefined) throw error;
      setTheirs(found);
    }
  });
  return {
    save: () => action.run(undefined),
    busy: action.busy,
    error: action.error,
    theirs,
    take: () => {
      if (theirs) {
        form.reset(toValues(theirs));
        setBegan(theirs.version);
      }
      setTheirs(null);
    },
    keep: () => void action.run(theirs?.version),
  };
}
