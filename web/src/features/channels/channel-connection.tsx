import type { ChannelView } from "@guichet/contract";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Form } from "../../ui/use-form.ts";
import type { ChannelValues } from "./channel-values.ts";
import { ChannelState } from "./channel-words.tsx";
import classes from "./channels.module.css";
import { Copied, Snippet } from "./once-shown.tsx";
import { PauseButton } from "./pause-button.tsx";
import { PLATFORM_FIELDS } from "./platform-fields.ts";
import { TestConnection } from "./test-connection.tsx";
import { webhookWords } from "./webhook-words.ts";

type Props = {
  readonly channel: ChannelView;
  readonly form: Form<ChannelValues>;
  readonly problem: (path: string) => string | undefined;
};

/** How the channel is connected and whether it works: its state, the platform's settings, a test. */
export function ChannelConnection({ channel, form, problem }: Props): ReactNode {
  const { t } = useWords();
  const Fields = PLATFORM_FIELDS[channel.platform];
  return (
    <FormSection title={t("channels.connection")} text={t("channels.connectionText")}>
      <State channel={channel} />
      {channel.platform === "messenger" && (
        <>
          <Snippet channelId={channel.id} />
          <Anchor href={`/messenger-demo/${channel.id}`} target="_blank" rel="noreferrer" size="sm">
            {t("channels.demoPage")}
          </Anchor>
        </>
      )}
      {channel.webhookUrl && (
        <Copied name={t("channels.webhookUrl")} text={t(webhookWords(channel.platform))} code={channel.webhookUrl} />
      )}
      {Fields && (
        <Fields
          settings={form.values.settings}
          onChange={(settings) => form.set("settings", settings)}
          problem={problem}
          stored
        />
      )}
      {channel.platform !== "messenger" && <TestConnection channelId={channel.id} />}
    </FormSection>
  );
}

function State({ channel }: Pick<Props, "channel">): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const said = (at: string | null): string => (at ? dates.format(at, "dateTime") : t("channels.noMessage"));
  return (
    <>
      <div className={classes.state}>
        <ChannelState {...channel} />
        <PauseButton channel={channel} />
      </div>
      {channel.state === "paused" && <Notice tone="warning">{t("channels.pausedText")}</Notice>}
      {channel.state === "connected" && channel.silent && (
        <Notice tone="warning">
          {t("channels.silentText", { reason: channel.stateReason ?? t("channels.silentUnknown") })}
        </Notice>
      )}
      {channel.state === "needs_reconnection" && (
        <Notice tone="warning">
          {t("channels.reconnectText", { reason: channel.stateReason ?? t("channels.reconnectUnknown") })}
        </Notice>
      )}
      <dl className={classes.facts}>
        <dt>{t("channels.lastIn")}</dt>
        <dd>{said(channel.lastInboundAt)}</dd>
        <dt>{t("channels.lastOut")}</dt>
        <dd>{said(channel.lastOutboundAt)}</dd>
      </dl>
    </>
  );
}
