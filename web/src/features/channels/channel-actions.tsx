import type { ChannelView, Platform } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { AutoResponderUses } from "../../ui/auto-responder-uses.tsx";
import { AutomationUses } from "../../ui/automation-uses.tsx";
import { ChannelTermsUses } from "../../ui/channel-terms-uses.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { PriorityUses } from "../../ui/priority-uses.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { ViewUses } from "../../ui/view-uses.tsx";
import type { Created } from "./new-channel-form.tsx";
import { OnceShown } from "./once-shown.tsx";

/** The platforms whose other side holds secrets of ours, which somebody has to take there. */
const ROTATED: ReadonlySet<Platform> = new Set<Platform>(["messenger", "api"]);

type Props = { readonly channel: ChannelView; readonly onDeleted: () => void };

/** New secrets, and the end of the channel. */
export function ChannelActions({ channel, onDeleted }: Props): ReactNode {
  return (
    <>
      {ROTATED.has(channel.platform) && <RotateSecrets channel={channel} />}
      <DeleteChannel channel={channel} onDeleted={onDeleted} />
    </>
  );
}

function RotateSecrets({ channel }: Pick<Props, "channel">): ReactNode {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<Created>();
  const rotate = async (): Promise<void> => {
    setMade(await call(routes.rotateChannelSecrets, { params: { id: channel.id } }));
  };
  return (
    <FormSection title={t("channels.secrets")} text={t("channels.secretsAbout")}>
      <div>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("channels.rotate")}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("channels.rotateTitle")}
        confirmLabel={t("channels.rotate")}
        onConfirm={rotate}
      >
        {t("channels.rotateText")}
      </ConfirmDialog>
      <Dialog
        opened={made !== undefined}
        onClose={() => setMade(undefined)}
        title={t("channels.secrets")}
        size={560}
        holdsOn
      >
        {made && <OnceShown {...made} />}
      </Dialog>
    </FormSection>
  );
}

function DeleteChannel({ channel, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    await call(routes.deleteChannel, { params: { id: channel.id }, body: { name: channel.name } });
    onDeleted();
    toasts.show({ message: t("channels.deleted", { name: channel.name }) });
    await cache.invalidateQueries({ queryKey: ["channels"], exact: true });
    await cache.invalidateQueries({ queryKey: queries.bootstrap().queryKey });
  };
  return (
    <FormSection title={t("channels.delete")} text={t("channels.deleteText")}>
      <div>
        <Button variant="light" color="red" onClick={() => setAsking(true)}>
          {t("channels.delete")}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("channels.deleteTitle", { name: channel.name })}
        confirmLabel={t("channels.delete")}
        danger
        typeToConfirm={channel.name}
        onConfirm={remove}
      >
        <ViewUses part="channels" id={channel.id} />
        <AutomationUses part="channels" id={channel.id} />
        <AutoResponderUses of={{ channelId: channel.id }} />
        <PriorityUses part="channels" id={channel.id} />
        <ChannelTermsUses channelId={channel.id} />
        {t("channels.deleteConfirm")}
      </ConfirmDialog>
    </FormSection>
  );
}
