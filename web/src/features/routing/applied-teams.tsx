import type { SkillSetView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { SectionHeader } from "../../ui/section-header.tsx";
import classes from "./routing.module.css";
import { TeamSwitches } from "./team-switches.tsx";
import { useSkillSetDeeds } from "./use-skill-sets.ts";

/** The Teams table of a saved skill set: to which it leads (R40, R51). */
export function AppliedTeams({ skillSet }: { readonly skillSet: SkillSetView }): ReactNode {
  const { t } = useWords();
  const { apply } = useSkillSetDeeds();
  const fallback = useQuery(queries.fallbackTeams()).data ?? [];
  return (
    <section aria-labelledby="applied-teams" className={classes.list}>
      <SectionHeader title={t("skillSets.applied")} id="applied-teams">
        {t("skillSets.appliedText")}
      </SectionHeader>
      {skillSet.teamIds.length === 0 && (
        <p className={classes.nothing} role="status">
          {t("skillSets.inert")}
        </p>
      )}
      <TeamSwitches
        label={t("skillSets.applied")}
        on={skillSet.teamIds}
        switches={t("skillSets.leadsThere")}
        switchLabel={(team) => t("skillSets.applyTo", { team })}
        hintOf={(team) => (fallback.includes(team.id) ? t("skillSets.alsoFallback") : undefined)}
        onSwitch={(team, on) => void apply(skillSet, team.id, on)}
      />
    </section>
  );
}
