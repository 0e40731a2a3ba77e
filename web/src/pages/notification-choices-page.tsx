import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { NotificationChoicesForm } from "../features/notifications/notification-choices-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { SectionHeader } from "../ui/section-header.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** My profile > Notifications (W146). */
export function NotificationChoicesPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.notificationChoices());
  return (
    <>
      <SectionHeader title={t("notifications.title")}>{t("notificationChoices.text")}</SectionHeader>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <NotificationChoicesForm choices={data.choices} mail={data.mail} />}
    </>
  );
}
