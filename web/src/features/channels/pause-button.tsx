import type { ChannelView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";

/** Pauses the channel or lets it go on. */
export function PauseButton({ channel }: { readonly channel: ChannelView }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const paused = channel.state === "paused";
  const change = useAction(async () => {
    const now = await call(routes.patchChannel, { params: { id: channel.id }, body: { paused: !paused } });
    cache.setQueryData(queries.channel(channel.id).queryKey, now);
    await cache.invalidateQueries({ queryKey: ["channels"], exact: true });
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={change.busy}
        leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
        onClick={() => void change.run()}
      >
        {t(paused ? "channels.resume" : "channels.pause")}
      </Button>
      {change.error !== undefined && <ErrorNotice error={change.error} compact />}
    </>
  );
}
