import { PLATFORMS, platform } from "@guichet/contract";
import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useMe } from "../api/me.ts";
import { queries } from "../api/queries.ts";
import { usePalette } from "../app/palette/palette-provider.tsx";
import { useWords } from "../locales/use-words.ts";
import { Page } from "../ui/page.tsx";
import classes from "./help-page.module.css";

/** The help centre: how things work, what is new, where to turn (W04). */
export function HelpPage(): ReactNode {
  const { t } = useWords();
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return (
    <Page title={t("help.title")} text={t("help.text")} width="narrow">
      <HowItWorks />
      <WhatIsNew />
      <Support />
      <section id="feedback" className={classes.part}>
        <h2>{t("help.feedback")}</h2>
        <p>{t("help.feedbackText")}</p>
      </section>
    </Page>
  );
}

const PARTS = [
  ["help.inboxTitle", "help.inboxText"],
  ["help.assignTitle", "help.assignText"],
  ["help.commentsTitle", "help.commentsText"],
  ["help.availabilityTitle", "help.availabilityText"],
  ["help.safetyTitle", "help.safetyText"],
] as const;

function HowItWorks(): ReactNode {
  const { t } = useWords();
  const { openPalette, openCheatSheet } = usePalette();
  return (
    <div className={classes.guide}>
      {PARTS.map(([title, text]) => (
        <section key={title} className={classes.card}>
          <h2>{t(title)}</h2>
          <p>{t(text)}</p>
        </section>
      ))}
      <section className={classes.card}>
        <h2>{t("help.keysTitle")}</h2>
        <p>{t("help.keysText")}</p>
        <div className={classes.buttons}>
          <Button size="xs" variant="default" onClick={() => openPalette()}>
            {t("shell.palette")}
          </Button>
          <Button size="xs" variant="default" onClick={openCheatSheet}>
            {t("shell.shortcuts")}
          </Button>
        </div>
      </section>
    </div>
  );
}

const NEWS = [
  "help.newWork",
  "help.newContacts",
  "help.newRouting",
  "help.newBell",
  "help.newPeople",
  "help.newPrograms",
  "help.newCare",
] as const;

function WhatIsNew(): ReactNode {
  const { t, locale } = useWords();
  const channels = platform.options.filter((one) => PLATFORMS[one].offered).map((one) => t(`platforms.${one}`));
  const { data: version } = useQuery({ ...queries.bootstrap(), select: (world) => world.version });
  return (
    <section id="what-is-new" className={classes.part}>
      <h2>{t("help.whatIsNew")}</h2>
      {version && <p>{t("help.version", { version })}</p>}
      <ul>
        <li>{t("help.newInbox")}</li>
        <li>
          {t("help.newChannels", { count: channels.length, names: new Intl.ListFormat(locale).format(channels) })}
        </li>
        {NEWS.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </section>
  );
}

function Support(): ReactNode {
  const { t } = useWords();
  const { accountRole } = useMe();
  return (
    <section id="support" className={classes.part}>
      <h2>{t("help.support")}</h2>
      <p>{t("help.supportText")}</p>
      {accountRole === "admin" && <p>{t("help.supportAdmin")}</p>}
      <p>
        {t("help.apiText")}{" "}
        <Anchor href="/api/v1/docs" target="_blank" rel="noreferrer">
          {t("shell.apiReference")}
        </Anchor>
      </p>
    </section>
  );
}
