import type { Platform } from "@guichet/contract";
import {
  IconBrandFacebook,
  IconBrandInstagram,
  IconBrandLine,
  IconBrandTelegram,
  IconBrandViber,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconBrandX,
  IconMail,
  IconMessage2,
  IconMessageCircle,
  IconPlugConnected,
  IconRefresh,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Icon } from "../../ui/icon.ts";
import classes from "./platform-icon.module.css";

const ICONS: Record<Platform, Icon> = {
  messenger: IconMessageCircle,
  email: IconMail,
  sms: IconMessage2,
  facebook: IconBrandFacebook,
  instagram: IconBrandInstagram,
  x: IconBrandX,
  telegram: IconBrandTelegram,
  whatsapp: IconBrandWhatsapp,
  line: IconBrandLine,
  viber: IconBrandViber,
  wechat: IconBrandWechat,
  api: IconPlugConnected,
  loopback: IconRefresh,
};

/** The platform's sign: on the avatar's edge (`badge`) or in a line of text. The name stands beside it. */
export function PlatformIcon({ platform, badge = false }: { platform: Platform; badge?: boolean }): ReactNode {
  const Drawn = ICONS[platform];
  return (
    <span className={classes.icon} data-platform={platform} data-badge={badge || undefined} aria-hidden>
      <Drawn size={badge ? 11 : 14} stroke={2} />
    </span>
  );
}
