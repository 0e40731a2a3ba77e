import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
};

/** A field to find something in what is on the page. */
export function SearchField({ label, value, onChange, className }: Props): ReactNode {
  const { t } = useWords();
  return (
    <TextInput
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} stroke={1.8} />}
      rightSection={
        value === "" ? undefined : (
          <CloseButton size="sm" aria-label={t("ui.clearSearch")} onClick={() => onChange("")} />
        )
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
