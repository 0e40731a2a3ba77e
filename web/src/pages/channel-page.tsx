import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { ChannelEditor } from "../features/channels/channel-editor.tsx";
import { useRoleChoices } from "../features/users/role-choices.ts";
import { UserPicture } from "../features/users/user-picture.tsx";
import { nameOf } from "../features/users/user-words.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Channels > one channel. */
export function ChannelPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { channelId } = useParams({ from: "/signed-in/settings/channels/$channelId" });
  const channel = useQuery(queries.channel(channelId));
  const users = useQuery(queries.users());
  const teams = useQuery(queries.teams());
  const roles = useRoleChoices();
  const error = channel.error ?? users.error ?? teams.error;
  const retry = (): void => {
    for (const query of [channel, users, teams]) if (query.error) void query.refetch();
  };
  return (
    <Page
      title={channel.data?.name ?? t("channels.title")}
      {...(channel.data
        ? { text: [t(`platforms.${channel.data.platform}`), channel.data.address].filter(Boolean).join(" · ") }
        : {})}
      width="narrow"
      above={<BackLink to="/settings/channels">{t("channels.title")}</BackLink>}
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {channel.data && users.data && teams.data ? (
        <ChannelEditor
          key={channel.data.id}
          channel={channel.data}
          roles={roles}
          people={users.data.items
            .filter((user) => user.state !== "deactivated")
            .map((user) => ({
              id: user.id,
              label: nameOf(user),
              hint: user.accessMode === "teams" ? t("channels.byTeams") : user.email,
              icon: <UserPicture user={user} size={26} />,
            }))}
          teams={teams.data.items.map(({ id, name, memberCount }) => ({
            id,
            label: name,
            hint: t("teams.memberCount", { count: memberCount }),
          }))}
          onDeleted={() => void navigate({ to: "/settings/channels" })}
        />
      ) : (
        !error && <FormSkeleton fields={6} />
      )}
    </Page>
  );
}
