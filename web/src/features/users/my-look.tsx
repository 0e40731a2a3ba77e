import type { Bootstrap } from "@guichet/contract";
import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { usePreference } from "../../api/preference.ts";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { FieldRow, FormSection } from "../../ui/form-section.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { type Appearance, readScheme } from "./appearance.ts";
import classes from "./my-look.module.css";

type Props = { readonly appearance: Appearance };

/** Language, time zone, theme and undo: each is saved as soon as it is chosen. */
export function MyLook({ appearance }: Props): ReactNode {
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
      <Replies />
    </>
  );
}

const UNDO_SECONDS = [0, 5, 10, 15, 30];

/** How long one's own replies are held so that they can be taken back. */
function Replies(): ReactNode {
  const { t } = useWords();
  const organization = useQuery({ ...queries.bootstrap(), select: undoSecondsOf }).data ?? 0;
  const [own, setOwn] = usePreference("send.undoSeconds", -1);
  const words = (seconds: number): string =>
    seconds === 0 ? t("settings.undoOff") : t("settings.undoSeconds", { seconds });
  return (
    <FormSection title={t("profile.replies")}>
      <Select
        label={t("profile.undoSend")}
        description={t("profile.undoSendHint")}
        data={[
          { value: "-1", label: t("profile.undoAsOrganization", { value: words(organization) }) },
          ...UNDO_SECONDS.map((seconds) => ({ value: String(seconds), label: words(seconds) })),
        ]}
        allowDeselect={false}
        value={String(own)}
        onChange={(value) => setOwn(Number(value))}
      />
    </FormSection>
  );
}

function undoSecondsOf(world: Bootstrap): number {
  return world.organization.undoSendSeconds;
}
