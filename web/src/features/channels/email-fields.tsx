import { NumberInput, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FieldRow } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import type { FieldsProps } from "./fields.ts";
import { flagOf, numberOf, partOf, type Settings, textOf } from "./read-settings.ts";

/** A mailbox: its address, where mail comes from, where it goes. */
export function EmailFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange, problem } = props;
  return (
    <>
      <FieldRow>
        <TextInput
          label={t("channels.emailAddress")}
          type="email"
          required
          withAsterisk={false}
          autoComplete="off"
          value={textOf(settings, "address")}
          error={problem("settings.address")}
          onChange={(event) => onChange({ ...settings, address: event.currentTarget.value })}
        />
        <TextInput
          label={t("channels.emailSender")}
          description={t("channels.emailSenderHint")}
          maxLength={100}
          autoComplete="off"
          value={textOf(settings, "senderName")}
          onChange={(event) => onChange({ ...settings, senderName: event.currentTarget.value })}
        />
      </FieldRow>
      <ServerFields {...props} part="imap" label={t("channels.emailImap")} />
      <ServerFields {...props} part="smtp" label={t("channels.emailSmtp")} />
      <Switch
        label={t("channels.emailPlus")}
        description={t("channels.emailPlusHint")}
        checked={flagOf(settings, "plusAddressing", true)}
        onChange={(event) => onChange({ ...settings, plusAddressing: event.currentTarget.checked })}
      />
    </>
  );
}

const PORTS = { imap: { tls: 993, starttls: 143, none: 143 }, smtp: { tls: 465, starttls: 587, none: 25 } } as const;
type Part = keyof typeof PORTS;
type Security = keyof (typeof PORTS)["imap"];
type ServerProps = FieldsProps & { readonly part: Part; readonly label: string };

function ServerFields({ settings, onChange, problem, stored, part, label }: ServerProps): ReactNode {
  const { t } = useWords();
  const server = partOf(settings, part);
  const set = (change: Settings): void => onChange({ ...settings, [part]: { ...server, ...change } });
  const path = (field: string): string | undefined => problem(`settings.${part}.${field}`);
  return (
    <fieldset className={classes.server}>
      <legend className={classes.legend}>{label}</legend>
      <Connection part={part} server={server} set={set} path={path} />
      <FieldRow>
        <TextInput
          label={t("channels.emailUser")}
          maxLength={254}
          autoComplete="off"
          value={textOf(server, "user")}
          error={path("user")}
          onChange={(event) => set({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={t("channels.emailPassword")}
          maxLength={500}
          autoComplete="new-password"
          placeholder={stored ? t("channels.emailPasswordKept") : undefined}
          value={textOf(server, "password")}
          error={path("password")}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
          onChange={(event) => set({ password: event.currentTarget.value || null })}
        />
      </FieldRow>
      {part === "imap" && (
        <TextInput
          label={t("channels.emailMailbox")}
          maw={260}
          maxLength={200}
          autoComplete="off"
          value={textOf(server, "mailbox", "INBOX")}
          error={path("mailbox")}
          onChange={(event) => set({ mailbox: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}

type ConnectionProps = {
  readonly part: Part;
  readonly server: Settings;
  readonly set: (change: Settings) => void;
  readonly path: (field: string) => string | undefined;
};

function Connection({ part, server, set, path }: ConnectionProps): ReactNode {
  const { t } = useWords();
  const security = readSecurity(textOf(server, "security", "tls"));
  const port = numberOf(server, "port", PORTS[part][security]);
  const secure = (chosen: Security): void => {
    // The usual port follows; one that somebody chose stays.
    set({ security: chosen, ...(port === PORTS[part][security] ? { port: PORTS[part][chosen] } : {}) });
  };
  return (
    <>
      <div className={classes.connection}>
        <TextInput
          label={t("channels.emailHost")}
          required
          withAsterisk={false}
          maxLength={253}
          autoComplete="off"
          spellCheck={false}
          value={textOf(server, "host")}
          error={path("host")}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <Select
          label={t("channels.emailSecurity")}
          allowDeselect={false}
          data={[
            { value: "tls", label: t("channels.securityTls") },
            { value: "starttls", label: t("channels.securityStarttls") },
            { value: "none", label: t("channels.securityNone") },
          ]}
          value={security}
          onChange={(value) => secure(readSecurity(value ?? "tls"))}
        />
        <NumberInput
          label={t("channels.emailPort")}
          min={1}
          max={65535}
          hideControls
          allowDecimal={false}
          thousandSeparator=""
          value={port}
          error={path("port")}
          onChange={(value) => set({ port: Number(value) || 0 })}
        />
      </div>
      {security === "none" && <Notice tone="warning">{t("channels.securityNoneWarning")}</Notice>}
    </>
  );
}

function readSecurity(value: string): Security {
  return value === "starttls" || value === "none" ? value : "tls";
}
