import type { Platform } from "@guichet/contract";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import classes from "../features/channels/channels.module.css";
import { ChoosePlatform } from "../features/channels/choose-platform.tsx";
import { type Created, NewChannelForm } from "../features/channels/new-channel-form.tsx";
import { OnceShown } from "../features/channels/once-shown.tsx";
import { TestConnection } from "../features/channels/test-connection.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Page } from "../ui/page.tsx";

/** Settings > Channels > Add channel: which platform, how connected, what to take away. */
export function AddChannelPage(): ReactNode {
  const { t } = useWords();
  const [platform, setPlatform] = useState<Platform>();
  const [created, setCreated] = useState<Created>();
  const back = <BackLink to="/settings/channels">{t("channels.title")}</BackLink>;
  if (created) {
    return (
      <Page title={t("channels.stepDone", { name: created.channel.name })} width="narrow" above={back}>
        <Done created={created} />
      </Page>
    );
  }
  return (
    <Page
      title={t("channels.addTitle")}
      text={t(platform ? "channels.stepSettings" : "channels.stepPlatform")}
      width="narrow"
      above={back}
    >
      {platform ? (
        <NewChannelForm platform={platform} onBack={() => setPlatform(undefined)} onCreated={setCreated} />
      ) : (
        <ChoosePlatform onChosen={setPlatform} />
      )}
    </Page>
  );
}

function Done({ created }: { readonly created: Created }): ReactNode {
  const { t } = useWords();
  const { channel } = created;
  return (
    <>
      <OnceShown {...created} />
      {channel.platform !== "messenger" && <TestConnection channelId={channel.id} atOnce />}
      <div className={classes.buttons}>
        <Button component={Link} to={`/settings/channels/${channel.id}`}>
          {t("channels.toEditor")}
        </Button>
        {channel.platform === "messenger" && (
          <Button
            variant="default"
            component="a"
            href={`/messenger-demo/${channel.id}`}
            target="_blank"
            rel="noreferrer"
          >
            {t("channels.demoPage")}
          </Button>
        )}
      </div>
    </>
  );
}
