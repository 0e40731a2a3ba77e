import type { RulesFilePreview } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, type ReactNode, useRef, useState } from "react";
import { call } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import { FileProblems } from "./file-problems.tsx";
import { PreviewOfImport } from "./preview-of-import.tsx";
import classes from "./rules-file.module.css";

/** As the contract has it: what is longer is not even sent. */
const LONGEST = 1_000_000;
type Chosen = { readonly name: string; readonly text: string; readonly preview: RulesFilePreview };

/** A file is chosen, its differences are looked at, and only then something is changed. */
export function ImportRules(): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const look = useAction(async (name: string, text: string) => {
    setChosen(null);
    if (text.length > LONGEST) throw new Refusal("too_large", 413);
    setChosen({ name, text, preview: await call(routes.previewRulesFile, { body: { text } }) });
  });
  const take = useAction(async ({ text, preview }: Chosen) => {
    await call(routes.importRulesFile, { body: { text, fingerprint: preview.fingerprint } });
    await cache.invalidateQueries();
    toasts.show({ message: t("rulesFile.imported", { count: preview.changes.length }), tone: "good" });
    setChosen(null);
  });
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.currentTarget.files?.[0];
    // The same file once more is a choice, too.
    event.currentTarget.value = "";
    take.forget();
    if (file !== undefined)
      await look.run(file.name, file.size > 4 * LONGEST ? " ".repeat(LONGEST + 1) : await file.text());
  };
  const stale = take.error instanceof Refusal && take.error.code === "changed_meanwhile";
  return (
    <>
      <FormSection title={t("rulesFile.import")} text={t("rulesFile.importText")}>
        <div>
          <input
            ref={input}
            type="file"
            accept=".yaml,.yml,application/yaml,text/plain"
            className={classes.input}
            aria-label={t("rulesFile.choose")}
            tabIndex={-1}
            onChange={(event) => void choose(event)}
          />
          <Button
            variant="default"
            leftSection={<IconFileUpload size={16} />}
            loading={look.busy}
            onClick={() => input.current?.click()}
          >
            {t("rulesFile.choose")}
          </Button>
        </div>
        {look.error !== undefined && <FileProblems error={look.error} />}
      </FormSection>
      {chosen !== null && (
        <PreviewOfImport
          name={chosen.name}
          preview={chosen.preview}
          busy={take.busy}
          onCancel={() => setChosen(null)}
          onTake={() => void take.run(chosen)}
        >
          {stale ? (
            <Notice tone="warning" title={t("rulesFile.staleTitle")}>
              <Button
                variant="default"
                size="xs"
                onClick={() => void look.run(chosen.name, chosen.text).then(take.forget)}
              >
                {t("rulesFile.lookAgain")}
              </Button>
            </Notice>
          ) : (
            take.error !== undefined && <FileProblems error={take.error} />
          )}
        </PreviewOfImport>
      )}
    </>
  );
}
