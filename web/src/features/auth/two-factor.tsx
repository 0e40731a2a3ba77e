import { Button, PasswordInput } from "@mantine/core";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import classes from "./two-factor.module.css";
import { TwoFactorSteps } from "./two-factor-steps.tsx";

/** Switching the second factor on and off (W23). */
export function TwoFactor(): ReactNode {
  const { t } = useWords();
  const { twoFactor } = useMe();
  const updateMe = useUpdateMe();
  const [opened, setOpened] = useState<"start" | "end">();
  const close = (): void => setOpened(undefined);
  const Icon = twoFactor ? IconShieldCheck : IconShieldOff;
  return (
    <FormSection title={t("profile.twoFactor")} text={t("profile.twoFactorText")}>
      <div className={classes.state} data-on={twoFactor || undefined}>
        <Icon size={20} stroke={1.7} />
        <span className={classes.words}>{t(twoFactor ? "profile.twoFactorOn" : "profile.twoFactorOff")}</span>
        <Button variant="default" size="xs" onClick={() => setOpened(twoFactor ? "end" : "start")}>
          {t(twoFactor ? "profile.twoFactorEnd" : "profile.twoFactorStart")}
        </Button>
      </div>
      <Dialog opened={opened === "start"} onClose={close} title={t("profile.twoFactor")} holdsOn>
        <TwoFactorSteps onOn={() => updateMe({ twoFactor: true })} onDone={close} />
      </Dialog>
      <EndTwoFactor opened={opened === "end"} onClose={close} />
    </FormSection>
  );
}

function EndTwoFactor({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  const [current, setCurrent] = useState("");
  const end = async (): Promise<void> => {
    await call(routes.endTotp, { body: { current } });
    updateMe({ twoFactor: false });
    setCurrent("");
    toasts.show({ message: t("profile.twoFactorEnded"), tone: "good" });
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("profile.twoFactorEndTitle")}
      confirmLabel={t("profile.twoFactorEnd")}
      danger
      onConfirm={end}
    >
      <p>{t("profile.twoFactorEndText")}</p>
      <PasswordInput
        label={t("profile.currentPassword")}
        required
        withAsterisk={false}
        data-autofocus
        autoComplete="current-password"
        value={current}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
