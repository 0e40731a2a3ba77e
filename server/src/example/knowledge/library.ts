import type { Locale } from "@guichet/contract";
import type { ChannelName, TeamName } from "../cast.ts";
import type { ExampleFile } from "../stories/story.ts";

export type ExampleItem = {
  readonly kind: "response" | "article";
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
  readonly file?: ExampleFile;
  readonly shortenLinks?: true;
};
export type ExampleCollection = {
  readonly name: string;
  /** Absent: every channel. */
  readonly channels?: readonly ChannelName[];
  /** Absent: everybody. */
  readonly teams?: readonly TeamName[];
  readonly items: readonly ExampleItem[];
};

/** Two blank lines stand between items. The first line of each is its title; `[label]`, `[short]` and `[article]` mark it. */
export function readItems(locale: Locale, written: string): ExampleItem[] {
  return written
    .trim()
    .split(/\n{3,}/)
    .map((item) => {
      const [head = "", ...text] = item.split("\n");
      const title = head.replaceAll(/\s*\[\w+\]/g, "").trim();
      return {
        kind: head.includes("[article]") ? "article" : "response",
        locale,
        title,
        text: text.join("\n").trim(),
        ...(head.includes("[label]") ? { file: "label" as const } : {}),
        ...(head.includes("[invoice]") ? { file: "invoice" as const } : {}),
        ...(head.includes("[short]") ? { shortenLinks: true as const } : {}),
      };
    });
}
