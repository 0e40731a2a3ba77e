import type { MessageView } from "@guichet/contract";
import { Checkbox } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";
import classes from "../thread/message.module.css";

/** Beside a contact's message, for Supervisors: masks it for good, after a question (W128). */
export function MaskButton({ message }: { readonly message: MessageView }): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        id={`mask-${message.id}`}
        type="button"
        className={classes.reply}
        title={t("conversations.mask")}
        aria-label={t("conversations.maskOf", { name: message.author.name })}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
      >
        <IconEyeOff size={17} stroke={1.8} />
      </button>
      {opened && <MaskDialog message={message} onClose={() => setOpened(false)} />}
    </>
  );
}

function MaskDialog({ message, onClose }: { readonly message: MessageView; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const [withFiles, setWithFiles] = useState(message.masked);
  const files = message.attachments.length;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("conversations.maskTitle")}
      confirmLabel={t("conversations.mask")}
      danger
      onConfirm={async () => {
        const body = { attachments: withFiles };
        const now = await call(routes.maskMessage, { params: { id: message.id }, body });
        changeConversations(cache, (picture) => applyConversation(picture, now.conversation, [now.message]));
      }}
    >
      <p>{t("conversations.maskText")}</p>
      {files > 0 && (
        <Checkbox
          label={t("conversations.maskFiles", { count: files })}
          checked={withFiles}
          disabled={message.masked}
          onChange={(event) => setWithFiles(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
