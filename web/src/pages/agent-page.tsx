import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { UserEditor } from "../features/users/user-editor.tsx";
import { nameOf, UserState } from "../features/users/user-words.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { PlatformIcon } from "../ui/platform-icon.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Agents > one person. */
export function AgentPage(): ReactNode {
  const { t } = useWords();
  const { userId } = useParams({ from: "/signed-in/settings/agents/$userId" });
  const user = useQuery(queries.user(userId));
  const channels = useQuery(queries.channels());
  const teams = useQuery(queries.teams());
  const error = user.error ?? channels.error ?? teams.error;
  const retry = (): void => {
    for (const query of [user, channels, teams]) if (query.error) void query.refetch();
  };
  return (
    <Page
      title={user.data ? nameOf(user.data) : t("users.title")}
      {...(user.data ? { text: user.data.email } : {})}
      width="narrow"
      above={<BackLink to="/settings/agents">{t("users.title")}</BackLink>}
      action={user.data && <UserState state={user.data.state} />}
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {user.data && channels.data && teams.data ? (
        <UserEditor
          key={user.data.id}
          user={user.data}
          channels={channels.data.items.map(({ id, name, platform }) => ({
            id,
            label: name,
            hint: t(`platforms.${platform}`),
            icon: <PlatformIcon platform={platform} />,
          }))}
          teams={teams.data.items.map(({ id, name, memberCount }) => ({
            id,
            label: name,
            hint: t("teams.memberCount", { count: memberCount }),
          }))}
        />
      ) : (
        !error && <FormSkeleton fields={6} />
      )}
    </Page>
  );
}
