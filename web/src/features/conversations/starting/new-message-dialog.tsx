import {
  type Bootstrap,
  type ConversationRow,
  PLATFORMS,
  readStartAddress,
  type StartConversationAnswer,
  withShortCode,
} from "@guichet/contract";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { newMessageId } from "../../../api/uuid-v7.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAction } from "../../../ui/use-form.ts";
import { AttachButton } from "../composer/composer-parts.tsx";
import { fits, LengthMeter } from "../composer/length-meter.tsx";
import { ShortCode, useShortCode } from "../composer/short-code.tsx";
import { UploadList } from "../composer/upload-list.tsx";
import { useFiles } from "../composer/use-files.ts";
import { useUploadProblems } from "../composer/use-upload-problems.ts";
import { useUploads } from "../composer/use-uploads.ts";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";
import { useUndoSeconds } from "../sending/undo-send.ts";
import {
  type Filled,
  type FirstTemplate,
  FirstTemplateFields,
  fillFirst,
  NO_TEMPLATE,
  useFirstTemplates,
} from "./first-template.tsx";
import classes from "./new-message.module.css";

type Channel = Bootstrap["channels"][number];
type Props = {
  readonly channels: readonly Channel[];
  readonly onStarted: (row: ConversationRow) => void;
  readonly onClose: () => void;
};
type Written = {
  channelId: string;
  address: string;
  name: string;
  subject: string;
  text: string;
  template: FirstTemplate;
};

const NOTHING = { address: "", name: "", subject: "", text: "", template: NO_TEMPLATE };

/** What was typed and not sent: there again when the dialog is. */
let kept: Written | undefined;

/** A first message: through which channel, to whom, what. Fields follow what the platform says of itself. */
export function NewMessageDialog({ channels, onStarted, onClose }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const [written, setWritten] = useState<Written>(() => kept ?? { channelId: channels[0]?.id ?? "", ...NOTHING });
  useEffect(() => {
    kept = written;
  }, [written]);
  const set = (part: Partial<Written>): void => setWritten((before) => ({ ...before, ...part }));
  const channel = channels.find((one) => one.id === written.channelId) ?? channels[0];
  if (channel === undefined) return null;
  return (
    <Dialog opened onClose={onClose} title={t("replyBox.newMessage")} size={560} holdsOn>
      <Form channel={channel} channels={channels} written={written} set={set} onStarted={onStarted} onClose={onClose} />
    </Dialog>
  );
}

type FormProps = Props & {
  readonly channel: Channel;
  readonly written: Written;
  readonly set: (part: Partial<Written>) => void;
};

function Form({ channel, channels, written, set, onStarted, onClose }: FormProps): ReactNode {
  const { t } = useWords();
  const { platform } = channel;
  const { starts, can, replyWindowHours } = PLATFORMS[platform];
  // Whoever has not written is out of every window.
  const byTemplate = can.template && replyWindowHours !== undefined;
  const templates = useFirstTemplates(channel.id, byTemplate);
  const filled = byTemplate ? fillFirst(templates.data, written.template) : undefined;
  const kind = starts?.address ?? "id";
  const uploads = useUploads([]);
  const files = useFiles(platform, "reply", uploads);
  const problems = useUploadProblems(platform, "reply", uploads.list);
  const shortCode = useShortCode(channel.id);
  const [tried, setTried] = useState(false);
  const outgoing = withShortCode(written.text, shortCode);
  const addressed = readStartAddress(kind, written.address) !== undefined;
  const subjected = !can.subject || written.subject.trim() !== "";
  const something = written.text.trim() !== "" || uploads.list.length > 0;
  const free = something && fits({ platform }, outgoing) && problems.size === 0;
  const whole = addressed && subjected && (byTemplate ? filled !== undefined && fits({ platform }, filled.text) : free);
  const start = useStart(channel, onStarted, onClose);
  const send = (): void => {
    setTried(true);
    const attachmentIds = uploads.list.flatMap((one) => one.view?.id ?? []);
    if (!whole || attachmentIds.length !== uploads.list.length) return;
    void start.run(written, byTemplate ? [] : attachmentIds, filled);
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        send();
      }}
      onPaste={files.onPaste}
    >
      {channels.length > 1 && (
        <NativeSelect
          label={t("replyBox.channel")}
          value={channel.id}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => set({ channelId: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t(`replyBox.address_${kind}`)}
        description={channels.length > 1 ? undefined : t("replyBox.through", { channel: channel.name })}
        type={kind === "email" ? "email" : kind === "phone" ? "tel" : "text"}
        autoComplete="off"
        data-autofocus
        value={written.address}
        error={tried && !addressed ? t(`replyBox.addressWrong_${kind}`) : undefined}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      <TextInput
        label={t("replyBox.contactName")}
        description={t("replyBox.contactNameHint")}
        placeholder={t("ui.optional")}
        maxLength={100}
        autoComplete="off"
        value={written.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      {can.subject && (
        <TextInput
          label={t("replyBox.subject")}
          maxLength={300}
          autoComplete="off"
          value={written.subject}
          error={tried && !subjected ? t("ui.required") : undefined}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
      )}
      {byTemplate ? (
        <FirstTemplateFields
          query={templates}
          begun={written.template}
          onBegun={(template) => set({ template })}
          tried={tried}
          name={written.name.trim() || written.address.trim() || "…"}
        />
      ) : (
        <>
          <Textarea
            label={t("replyBox.message")}
            dir="auto"
            autosize
            minRows={4}
            maxRows={12}
            value={written.text}
            error={tried && !something ? t("ui.required") : undefined}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
          <UploadList uploads={uploads} problems={problems} />
        </>
      )}
      {start.error !== undefined && <ErrorNotice error={start.error} />}
      <div className={classes.foot}>
        {!byTemplate && <AttachButton onFiles={files.take} disabled={false} />}
        <span className={classes.gap} />
        {!byTemplate && <ShortCode shortCode={shortCode} />}
        <LengthMeter platform={platform} text={byTemplate ? (filled?.text ?? "") : written.text.trim() && outgoing} />
        <Button type="submit" loading={start.busy}>
          {t("conversations.send_stay")}
        </Button>
      </div>
    </form>
  );
}

/** The same id for every attempt with the same words: tried again after a lost answer, it is one message. */
function useStart(channel: Channel, onStarted: Props["onStarted"], onClose: Props["onClose"]) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const holdSeconds = useUndoSeconds();
  const attempt = useRef({ of: "", id: newMessageId() });
  return useAction(
    async (
      written: Written,
      attachmentIds: StartConversationAnswer["message"]["attachments"][number]["id"][],
      filled: Filled | undefined,
    ) => {
      const of = JSON.stringify([channel.id, written, attachmentIds, filled]);
      if (attempt.current.of !== of) attempt.current = { of, id: newMessageId() };
      const { address, name, subject, text } = written;
      const message = {
        id: attempt.current.id,
        text: filled?.text ?? text.trim(),
        attachmentIds,
        ...(filled === undefined ? {} : { template: filled.template }),
        ...(holdSeconds > 0 && filled === undefined ? { holdSeconds } : {}),
      };
      const body = { channelId: channel.id, address, name, subject, message };
      const answer = await call(routes.startConversation, { body });
      kept = undefined;
      changeConversations(cache, (picture) => applyConversation(picture, answer.conversation, [answer.message]));
      onClose();
      const { name: contact } = answer.conversation.contact;
      toasts.show({
        message: t(answer.continued ? "replyBox.startContinued" : "replyBox.startSent", { name: contact }),
        tone: "good",
      });
      onStarted(answer.conversation);
    },
  );
}
