import type { Catalog } from "./catalog.ts";
import { allChannels } from "./fr/allChannels.ts";
import { bulk } from "./fr/bulk.ts";
import { contacts } from "./fr/contacts.ts";
import { conversations } from "./fr/conversations.ts";
import { errors } from "./fr/errors.ts";
import { insights } from "./fr/insights.ts";
import { next } from "./fr/next.ts";
import { notifications } from "./fr/notifications.ts";
import { platforms } from "./fr/platforms.ts";
import { post } from "./fr/post.ts";
import { replyBox } from "./fr/replyBox.ts";
import { shell } from "./fr/shell.ts";
import { time } from "./fr/time.ts";
import { ui } from "./fr/ui.ts";
import { views } from "./fr/views.ts";

/** French, with exactly the keys of English (the type and locales.test.ts hold it). */
export const fr: Catalog = {
  allChannels,
  bulk,
  contacts,
  conversations,
  errors,
  next,
  insights,
  notifications,
  platforms,
  post,
  replyBox,
  shell,
  time,
  ui,
  views,
};
