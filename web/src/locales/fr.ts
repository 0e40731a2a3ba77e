import type { Catalog } from "./catalog.ts";
import { allChannels } from "./fr/allChannels.ts";
import { bulk } from "./fr/bulk.ts";
import { contacts } from "./fr/contacts.ts";
import { conversations } from "./fr/conversations.ts";
import { errors } from "./fr/errors.ts";
import { insights } from "./fr/insights.ts";
import { lifeLine } from "./fr/lifeLine.ts";
import { moderating } from "./fr/moderating.ts";
import { next } from "./fr/next.ts";
import { notifications } from "./fr/notifications.ts";
import { platforms } from "./fr/platforms.ts";
import { post } from "./fr/post.ts";
import { priority } from "./fr/priority.ts";
import { replyBox } from "./fr/replyBox.ts";
import { room } from "./fr/room.ts";
import { routing } from "./fr/routing.ts";
import { rowMenu } from "./fr/rowMenu.ts";
import { shell } from "./fr/shell.ts";
import { sla } from "./fr/sla.ts";
import { stuck } from "./fr/stuck.ts";
import { time } from "./fr/time.ts";
import { told } from "./fr/told.ts";
import { ui } from "./fr/ui.ts";
import { views } from "./fr/views.ts";
import { virtualAgents } from "./fr/virtualAgents.ts";

/** French, with exactly the keys of English (the type and locales.test.ts hold it). */
export const fr: Catalog = {
  allChannels,
  bulk,
  contacts,
  conversations,
  errors,
  lifeLine,
  moderating,
  next,
  insights,
  notifications,
  platforms,
  post,
  priority,
  replyBox,
  room,
  routing,
  rowMenu,
  shell,
  sla,
  stuck,
  time,
  told,
  ui,
  views,
  virtualAgents,
};
