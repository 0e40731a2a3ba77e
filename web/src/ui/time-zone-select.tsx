import { Select } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../locales/use-words.ts";

type Props = { readonly label: string; readonly value: string; readonly onChange: (zone: string) => void };

/** Every time zone the browser knows, found by typing a part of its name. */
export function TimeZoneSelect({ label, value, onChange }: Props): ReactNode {
  const { t } = useWords();
  const zones = useMemo(() => [...new Set([value, ...Intl.supportedValuesOf("timeZone"), "UTC"])], [value]);
  return (
    <Select
      label={label}
      searchable
      limit={60}
      data={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      value={value}
      allowDeselect={false}
      nothingFoundMessage={t("ui.nothing")}
      onChange={(zone) => zone && onChange(zone)}
    />
  );
}

/** The time zone this browser is in. */
export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
