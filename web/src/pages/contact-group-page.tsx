import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { GroupEditor } from "../features/contacts/settings/group-editor.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** One contact group, or a new one (W115, W171). */
export function ContactGroupPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { groupId } = useParams({ strict: false }) as { groupId?: string };
  const { data, error, refetch } = useQuery(queries.contactGroups());
  const group = groupId === "new" ? null : data?.items.find((one) => one.id === groupId);
  const title = groupId === "new" ? t("contactSettings.newGroup") : (group?.name ?? t("contactSettings.groups"));
  return (
    <Page
      title={title}
      width="narrow"
      above={<BackLink to="/settings/contact-groups">{t("contactSettings.back")}</BackLink>}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && group === undefined && <ErrorNotice error={new Refusal("not_found", 404)} />}
      {data && group !== undefined && (
        <GroupEditor
          key={groupId}
          group={group}
          fields={data.fields}
          onDone={() => void navigate({ to: "/settings/contact-groups" })}
        />
      )}
    </Page>
  );
}
