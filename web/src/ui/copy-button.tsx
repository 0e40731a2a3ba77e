import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../locales/use-words.ts";

type Props = { readonly text: string; readonly label?: string };
const SAYS_SO_MS = 2000;

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: Props): ReactNode {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAYS_SO_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await writeClipboard(text);
    setCopied(true);
  };
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? t("ui.copied") : (label ?? t("ui.copy"))}</span>
    </Button>
  );
}

/** Browsers give the clipboard only to secure pages; on plain http the old way still works. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  // Inside an open dialog if there is one: its focus trap would take the focus away from elsewhere.
  (document.querySelector("[role='dialog']") ?? document.body).append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
