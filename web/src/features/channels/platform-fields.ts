import type { Platform } from "@guichet/contract";
import type { ComponentType } from "react";
import { ApiFields } from "./api-fields.tsx";
import { EmailFields } from "./email-fields.tsx";
import type { FieldsProps } from "./fields.ts";
import { MessengerFields } from "./messenger-fields.tsx";
import type { Settings } from "./read-settings.ts";

/** Which fields a platform's settings have. A new platform is one line here. */
export const PLATFORM_FIELDS: Record<Platform, ComponentType<FieldsProps> | undefined> = {
  messenger: MessengerFields,
  email: EmailFields,
  api: ApiFields,
  loopback: undefined,
};

/** What a new channel of the platform begins with; what is missing the server fills in. */
export const FIRST_SETTINGS: Record<Platform, Settings> = {
  messenger: {},
  email: {
    imap: { host: "", port: 993, security: "tls", user: "", password: null, mailbox: "INBOX" },
    smtp: { host: "", port: 465, security: "tls", user: "", password: null },
  },
  api: {},
  loopback: {},
};
