import { allChannels } from "./en/allChannels.ts";
import { bulk } from "./en/bulk.ts";
import { contacts } from "./en/contacts.ts";
import { conversations } from "./en/conversations.ts";
import { errors } from "./en/errors.ts";
import { insights } from "./en/insights.ts";
import { next } from "./en/next.ts";
import { notifications } from "./en/notifications.ts";
import { platforms } from "./en/platforms.ts";
import { post } from "./en/post.ts";
import { replyBox } from "./en/replyBox.ts";
import { shell } from "./en/shell.ts";
import { time } from "./en/time.ts";
import { ui } from "./en/ui.ts";
import { views } from "./en/views.ts";

/** English: the catalogue whose keys all other languages must have. Messages are ICU. */
export const en = {
  allChannels,
  bulk,
  contacts,
  conversations,
  errors,
  insights,
  next,
  notifications,
  platforms,
  post,
  replyBox,
  shell,
  time,
  ui,
  views,
};
