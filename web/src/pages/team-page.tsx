import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { TeamEditor } from "../features/users/team-editor.tsx";
import { UserPicture } from "../features/users/user-picture.tsx";
import { nameOf } from "../features/users/user-words.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { PlatformIcon } from "../ui/platform-icon.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Teams > one team. */
export function TeamPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { teamId } = useParams({ from: "/signed-in/settings/teams/$teamId" });
  const team = useQuery(queries.team(teamId));
  const users = useQuery(queries.users());
  const channels = useQuery(queries.channels());
  const error = team.error ?? users.error ?? channels.error;
  const retry = (): void => {
    for (const query of [team, users, channels]) if (query.error) void query.refetch();
  };
  return (
    <Page
      title={team.data?.name ?? t("teams.title")}
      width="narrow"
      above={<BackLink to="/settings/teams">{t("teams.title")}</BackLink>}
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {team.data && users.data && channels.data ? (
        <TeamEditor
          key={team.data.id}
          team={team.data}
          people={users.data.items
            .filter((user) => user.state !== "deactivated")
            .map((user) => ({
              id: user.id,
              label: nameOf(user),
              hint: user.accessMode === "channels" ? t("teams.byChannels") : user.email,
              icon: <UserPicture user={user} size={26} />,
            }))}
          channels={channels.data.items.map(({ id, name, platform }) => ({
            id,
            label: name,
            hint: t(`platforms.${platform}`),
            icon: <PlatformIcon platform={platform} />,
          }))}
          onDeleted={() => void navigate({ to: "/settings/teams" })}
        />
      ) : (
        !error && <FormSkeleton fields={5} />
      )}
    </Page>
  );
}
