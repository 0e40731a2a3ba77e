import type { LifeStep } from "@guichet/contract";
import {
  IconAlertTriangle,
  IconArrowUp,
  IconCheck,
  IconChecks,
  IconClockHour4,
  IconEye,
  IconEyeOff,
  IconHelpCircle,
  IconInbox,
  IconPaperclip,
  IconPencil,
  IconRefresh,
  IconRoute,
  IconShieldCheck,
  IconTrash,
} from "@tabler/icons-react";
import type { Words } from "../../../locales/use-words.ts";
import type { Icon } from "../../../ui/icon.ts";

type Look = { readonly icon: Icon; readonly look: "done" | "waits" | "failed" };

const SIGNS: Record<LifeStep["kind"], Icon> = {
  said: IconPencil,
  stored: IconShieldCheck,
  received: IconInbox,
  routed: IconRoute,
  written: IconPencil,
  attempt: IconArrowUp,
  delivered: IconCheck,
  read: IconChecks,
  waits: IconClockHour4,
  edited: IconPencil,
  deleted: IconTrash,
  masked: IconEyeOff,
  withdrawn: IconTrash,
  file: IconPaperclip,
  seen: IconEye,
};

/** A sign for the eye; the words say it too. */
export function lookOf({ kind, outcome, file }: LifeStep): Look {
  if (kind === "attempt") {
    if (outcome === "failed") return { icon: IconAlertTriangle, look: "failed" };
    if (outcome === "uncertain") return { icon: IconHelpCircle, look: "failed" };
    if (outcome === "again") return { icon: IconRefresh, look: "waits" };
  }
  if (kind === "file" && file === "failed") return { icon: IconAlertTriangle, look: "failed" };
  const isOpen = kind === "waits" || (kind === "file" && file === "pending");
  return { icon: SIGNS[kind], look: isOpen ? "waits" : "done" };
}

/** One step as a sentence. */
export function stepInWords(step: LifeStep, platform: string, { t, locale }: Pick<Words, "t" | "locale">): string {
  const name = step.name ?? "";
  switch (step.kind) {
    case "attempt":
      return t(`lifeLine.attempt_${step.outcome ?? "uncertain"}`, { platform });
    case "waits":
      return t(`lifeLine.waits_${step.waitingFor ?? "turn"}`);
    case "file":
      return t(`lifeLine.file_${step.file ?? "pending"}`, { name });
    case "routed":
      return step.name === null ? t("lifeLine.routedNone") : t("lifeLine.routed", { name });
    case "written":
      return t("lifeLine.written", { name });
    case "seen":
      return t("lifeLine.seen", { names: new Intl.ListFormat(locale).format(step.names) });
    default:
      return t(`lifeLine.${step.kind}`);
  }
}
