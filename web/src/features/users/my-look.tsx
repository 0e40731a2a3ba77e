import { Button, SegmentedControl, Select, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { usePreference } from "../../api/preference.ts";
import { useWords } from "../../locales/use-words.ts";
import { FieldRow, FormSection } from "../../ui/form-section.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { type Appearance, readScheme } from "./appearance.ts";
import classes from "./my-look.module.css";

type Props = { readonly appearance: Appearance; readonly onShortcuts: () => void };

/** Language, time zone, theme and keyboard: each is saved as soon as it is chosen. */
export function MyLook({ appearance, onShortcuts }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe();
  return (
    <>
      <FormSection title={t("profile.look")} text={t("profile.lookText")}>
        <FieldRow>
          <Select
            label={t("profile.language")}
            data={[
              { value: "en", label: "English" },
              { value: "fr", label: "Français" },
            ]}
            value={me.locale}
            allowDeselect={false}
            onChange={(locale) => appearance.setLanguage(locale === "fr" ? "fr" : "en")}
          />
          <TimeZoneSelect label={t("profile.timeZone")} value={me.timeZone} onChange={appearance.setTimeZone} />
        </FieldRow>
        <div className={classes.theme}>
          <span className={classes.label} id="theme-label">
            {t("profile.theme")}
          </span>
          <SegmentedControl
            aria-labelledby="theme-label"
            value={me.colorScheme}
            onChange={(value) => appearance.setScheme(readScheme(value))}
            data={[
              { value: "light", label: t("shell.themeLight") },
              { value: "dark", label: t("shell.themeDark") },
              { value: "auto", label: t("shell.themeAuto") },
            ]}
          />
        </div>
      </FormSection>
      <Keyboard onShortcuts={onShortcuts} />
    </>
  );
}

function Keyboard({ onShortcuts }: { readonly onShortcuts: () => void }): ReactNode {
  const { t } = useWords();
  const [singleKeys, setSingleKeys] = usePreference("keyboard.singleKeys", true);
  return (
    <FormSection title={t("profile.keyboard")}>
      <Switch
        label={t("profile.singleKeys")}
        description={t("profile.singleKeysHint")}
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
      <div>
        <Button variant="default" size="xs" onClick={onShortcuts}>
          {t("profile.seeShortcuts")}
        </Button>
      </div>
    </FormSection>
  );
}
