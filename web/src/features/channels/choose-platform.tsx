import { PLATFORMS, type Platform } from "@guichet/contract/platforms";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { PlatformIcon } from "../../ui/platform-icon.tsx";
import classes from "./channels.module.css";

const OFFERED = [
  { platform: "messenger", text: "channels.platformMessengerText" },
  { platform: "email", text: "channels.platformEmailText" },
  { platform: "sms", text: "channels.platformSmsText" },
  { platform: "facebook", text: "channels.platformFacebookText" },
  { platform: "instagram", text: "instagramChannel.text" },
  { platform: "x", text: "xAccounts.platformText" },
  { platform: "telegram", text: "channels.platformTelegramText" },
  { platform: "whatsapp", text: "channels.platformWhatsappText" },
  { platform: "line", text: "accounts.platformLineText" },
  { platform: "viber", text: "accounts.platformViberText" },
  { platform: "wechat", text: "wechatAccounts.platformText" },
  { platform: "api", text: "channels.platformApiText" },
] as const;

/** The first question about a new channel: where contacts write. */
export function ChoosePlatform({ onChosen }: { readonly onChosen: (platform: Platform) => void }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.platforms}>
      {OFFERED.filter(({ platform }) => PLATFORMS[platform].offered).map(({ platform, text }) => (
        <button key={platform} type="button" className={classes.platform} onClick={() => onChosen(platform)}>
          <PlatformIcon platform={platform} size={20} framed />
          <span className={classes.platformName}>{t(`platforms.${platform}`)}</span>
          <span className={classes.platformText}>{t(text)}</span>
        </button>
      ))}
    </div>
  );
}
