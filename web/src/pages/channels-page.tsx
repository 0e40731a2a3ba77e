import { Button } from "@mantine/core";
import { IconMessages, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { ChannelList } from "../features/channels/channel-list.tsx";
import { UnreachedChannels } from "../features/routing/unreached-channels.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Channels (W150). */
export function ChannelsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.channels());
  const add = (
    <Button component={Link} to="/settings/channels/new" leftSection={<IconPlus size={16} />}>
      {t("channels.add")}
    </Button>
  );
  return (
    <Page title={t("channels.title")} text={t("channels.text")} action={add}>
      <UnreachedChannels />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconMessages} title={t("channels.emptyTitle")} action={add}>
          {t("channels.emptyText")}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <ChannelList channels={data.items} />}
    </Page>
  );
}
