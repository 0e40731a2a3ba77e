import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import type { Created } from "./new-channel-form.tsx";
import { secretWords } from "./secret-words.ts";
import { snippetOf } from "./snippet.ts";
import { webhookWords } from "./webhook-words.ts";

/** What one needs to connect the other side: snippet or webhook address, and the secrets that are shown this once. */
export function OnceShown({ channel, secrets }: Created): ReactNode {
  const { t } = useWords();
  const names = Object.entries(secrets);
  return (
    <div className={classes.secrets}>
      {channel.platform === "messenger" && <Snippet channelId={channel.id} />}
      {channel.webhookUrl && (
        <Copied name={t("channels.webhookUrl")} text={t(webhookWords(channel.platform))} code={channel.webhookUrl} />
      )}
      {names.length > 0 && (
        <>
          <Notice tone="warning" title={t("channels.secretsTitle")}>
            {t("channels.secretsText")}
          </Notice>
          {names.map(([name, value]) => (
            <Copied key={name} name={secretWords(name, t)} code={value} />
          ))}
        </>
      )}
    </div>
  );
}

/** The lines that bring the web messenger into a page. */
export function Snippet({ channelId }: { readonly channelId: string }): ReactNode {
  const { t } = useWords();
  return (
    <Copied
      name={t("channels.snippetTitle")}
      text={t("channels.snippetText")}
      code={snippetOf(location.origin, channelId)}
    />
  );
}

/** A text to take away, with its button. */
export function Copied({ name, text, code }: { name: string; text?: string; code: string }): ReactNode {
  return (
    <div className={classes.secret}>
      <p className={classes.secretName}>{name}</p>
      {text && <p className={classes.secretText}>{text}</p>}
      <div className={classes.code}>
        <code>{code}</code>
        <CopyButton text={code} />
      </div>
    </div>
  );
}
