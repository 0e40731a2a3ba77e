import type { Moderation } from "@guichet/contract";
import {
  IconEye,
  IconEyeX,
  IconRepeat,
  IconRepeatOff,
  IconThumbDown,
  IconThumbUp,
  IconTrash,
} from "@tabler/icons-react";
import type { Icon } from "../../../ui/icon.ts";

/** How each is called and drawn, in the menu beside a message and in the palette. */
export const MODERATIONS = {
  like: { words: "moderating.like", Sign: IconThumbUp },
  unlike: { words: "moderating.unlike", Sign: IconThumbDown },
  repost: { words: "moderating.repost", Sign: IconRepeat },
  unrepost: { words: "moderating.unrepost", Sign: IconRepeatOff },
  hide: { words: "moderating.hide", Sign: IconEyeX },
  unhide: { words: "moderating.unhide", Sign: IconEye },
  delete: { words: "moderating.delete", Sign: IconTrash },
} as const satisfies Record<Moderation, { words: string; Sign: Icon }>;
