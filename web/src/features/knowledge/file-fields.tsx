import { type KnowledgeFileView, MOST_RESPONSE_FILES } from "@guichet/contract";
import { ActionIcon, Button } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { type ReactNode, useRef } from "react";
import { addressOf, call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./knowledge.module.css";

type Props = {
  readonly files: readonly KnowledgeFileView[];
  readonly onFiles: (change: (files: KnowledgeFileView[]) => KnowledgeFileView[]) => void;
};

/** The files of a response: uploaded at once, kept when the response is saved. */
export function FileFields({ files, onFiles }: Props): ReactNode {
  const { t, locale } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const upload = useAction(async (chosen: readonly File[]) => {
    for (const file of chosen.slice(0, MOST_RESPONSE_FILES - files.length)) {
      const kept = await call(routes.uploadKnowledgeFile, { query: { name: file.name || "file" }, body: file });
      onFiles((before) => [...before, kept]);
    }
  });
  const size = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });
  return (
    <>
      {files.length === 0 && <p className={classes.hint}>{t("knowledge.noFiles")}</p>}
      <ul className={classes.rows}>
        {files.map((file) => (
          <li key={file.id} className={classes.row}>
            <IconPaperclip size={16} stroke={1.7} className={classes.sign} aria-hidden />
            <bdi>
              <a href={addressOf(routes.getKnowledgeFile, { id: file.id }, { download: "" })}>{file.name}</a>
            </bdi>
            <span className={classes.soft}>{size.format(Math.max(0.1, file.size / 1000))}</span>
            <ActionIcon
              aria-label={t("knowledge.removeFile", { name: file.name })}
              onClick={() => onFiles((before) => before.filter((one) => one.id !== file.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {upload.error !== undefined && <ErrorNotice error={upload.error} compact />}
      <div>
        <Button
          size="xs"
          variant="default"
          loading={upload.busy}
          disabled={files.length >= MOST_RESPONSE_FILES}
          leftSection={<IconPaperclip size={15} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {t("knowledge.addFile")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          data-testid="knowledge-file"
          onChange={(event) => {
            void upload.run([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
      </div>
    </>
  );
}
