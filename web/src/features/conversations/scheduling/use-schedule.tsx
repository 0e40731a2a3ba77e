import type { ConversationRow, ScheduledAnswer, ScheduledView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, type RefObject, Suspense, useMemo, useState } from "react";
import { call } from "../../../api/call.ts";
import { useMe } from "../../../api/me.ts";
import { routes } from "../../../api/routes.ts";
import { newMessageId } from "../../../api/uuid-v7.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { returnDraft } from "../composer/returned-drafts.ts";
import type { ComposerState } from "../composer/use-composer.ts";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";
import { useSteady } from "../use-steady.ts";
import type { ScheduledDeeds } from "./scheduled-deeds.ts";

const ScheduleDialog = lazy(() => import("./schedule-dialog.tsx").then((file) => ({ default: file.ScheduleDialog })));

export type Schedule = {
  /** Asks when what is in the reply box is to leave. */
  readonly ask: () => void;
  readonly deeds: ScheduledDeeds;
  readonly dialog: ReactNode;
};
type Field = RefObject<HTMLTextAreaElement | null>;

/** Everything about replies that leave later in the open conversation. What is in the box stays until the server has it. */
export function useSchedule(row: ConversationRow, composer: ComposerState, field: Field): Schedule {
  const [asked, setAsked] = useState<ScheduledView | "new">();
  const { apply, failed, tell } = useAnswers(row);
  const takeBack = useTakeBack(row, field);
  const put = useSteady((at: Date): void => {
    const attachmentIds = composer.uploads.list.flatMap((one) => one.view?.id ?? []);
    const { text, replyTo } = composer;
    const id = newMessageId();
    const body = { id, text: text.trim(), attachmentIds, replyToId: replyTo?.id ?? null, at: at.toISOString() };
    call(routes.scheduleReply, { params: { id: row.id }, body }).then((answer) => {
      composer.clear();
      apply(answer);
      const kept = answer.scheduled.find((one) => one.id === id);
      tell(at, kept && (() => takeBack(kept)));
    }, failed);
  });
  const move = useSteady((one: ScheduledView, at: Date): void => {
    const body = { at: at.toISOString() };
    call(routes.moveScheduled, { params: { id: one.id }, body }).then((answer) => {
      apply(answer);
      tell(at, undefined);
    }, failed);
  });
  const deeds = useMemo(
    (): ScheduledDeeds => ({
      onSendNow: (one) => void call(routes.sendScheduled, { params: { id: one.id } }).then(apply, failed),
      onMove: setAsked,
      onTakeBack: takeBack,
      onCancel: (one) => void call(routes.cancelScheduled, { params: { id: one.id } }).then(apply, failed),
    }),
    [apply, failed, takeBack],
  );
  return {
    ask: useSteady(() => setAsked("new")),
    deeds,
    dialog: asked !== undefined && (
      <Suspense>
        <ScheduleDialog
          contactName={row.contact.name}
          before={asked === "new" ? null : asked.at}
          onChoose={(at) => (asked === "new" ? put(at) : move(asked, at))}
          onClose={() => setAsked(undefined)}
        />
      </Suspense>
    ),
  };
}

function useAnswers(row: ConversationRow) {
  const cache = useQueryClient();
  const { t } = useWords();
  const dates = useDates();
  const say = useRefusalWords();
  const toasts = useToasts();
  const { name } = row.contact;
  return useMemo(
    () => ({
      apply: ({ conversation, scheduled }: ScheduledAnswer): void =>
        changeConversations(cache, (picture) => applyConversation(picture, conversation, [], scheduled)),
      failed: (error: unknown): void => toasts.show({ message: say(error), tone: "bad" }),
      tell: (at: Date, undo: (() => void) | undefined): void =>
        toasts.show({
          message: t("replyBox.scheduledToast", { name, at: dates.format(at.getTime(), "dateTime") }),
          ...(undo === undefined ? {} : { undo }),
        }),
    }),
    [cache, t, dates, say, toasts, name],
  );
}

/** Its words and files are in the reply box again, before what stands there. */
function useTakeBack(row: ConversationRow, field: Field): (one: ScheduledView) => void {
  const cache = useQueryClient();
  const me = useMe().id;
  const { apply, failed } = useAnswers(row);
  return useSteady((one: ScheduledView): void => {
    call(routes.takeScheduledBack, { params: { id: one.id } }).then((answer) => {
      apply(answer);
      const { text, replyTo, attachments } = one;
      returnDraft(cache, me, row.id, { text, kind: "reply", replyTo, attachments, at: new Date().toISOString() });
      requestAnimationFrame(() => field.current?.focus());
    }, failed);
  });
}
