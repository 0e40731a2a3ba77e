import {
  IconApi,
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
  IconMessageCircle2,
  IconRefresh,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./platform-icon.module.css";

const ICONS: Readonly<Record<string, typeof IconMail>> = {
  messenger: IconMessageCircle2,
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
  api: IconApi,
  loopback: IconRefresh,
};

type Props = { readonly platform: string; readonly size?: number; readonly framed?: boolean };

/** The sign of a platform; decorative, its name stands beside it. */
export function PlatformIcon({ platform, size = 16, framed = false }: Props): ReactNode {
  const Icon = ICONS[platform] ?? IconApi;
  const icon = <Icon size={size} stroke={1.7} aria-hidden />;
  if (!framed) return icon;
  return (
    <span className={classes.frame} data-platform={platform}>
      {icon}
    </span>
  );
}
