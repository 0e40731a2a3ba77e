import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { AppliedTeams } from "../features/routing/applied-teams.tsx";
import { Rerouting } from "../features/routing/rerouting.tsx";
import { SkillSetEditor } from "../features/routing/skill-set-editor.tsx";
import { SkillSetTryOut } from "../features/try-out/skill-set-try-out.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** One skill set with its teams, or a new one (R40). */
export function SkillSetPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { skillSetId } = useParams({ strict: false }) as { skillSetId?: string };
  const { data, error, refetch } = useQuery(queries.skillSets());
  const skillSet = skillSetId === "new" ? null : data?.find((one) => one.id === skillSetId);
  const title = skillSetId === "new" ? t("skillSets.newTitle") : (skillSet?.name ?? t("skillSets.title"));
  return (
    <Page title={title} width="narrow" above={<BackLink to="/settings/skill-sets">{t("skillSets.back")}</BackLink>}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && skillSet === undefined && <ErrorNotice error={new Refusal("not_found", 404)} />}
      {data && skillSet !== undefined && (
        <SkillSetEditor
          key={skillSetId}
          skillSet={skillSet}
          onCreated={(made) =>
            void navigate({ to: "/settings/skill-sets/$skillSetId", params: { skillSetId: made.id }, replace: true })
          }
          tryPast={(draft) => <SkillSetTryOut draft={draft} />}
          onCancel={() => void navigate({ to: "/settings/skill-sets" })}
        >
          {skillSet && (
            <>
              <AppliedTeams skillSet={skillSet} />
              <Rerouting />
            </>
          )}
        </SkillSetEditor>
      )}
    </Page>
  );
}
