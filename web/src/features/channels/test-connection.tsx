import type { channelTest } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./channels.module.css";
import { checkWords } from "./check-words.ts";

type Tested = z.output<typeof channelTest>;
type Props = { readonly channelId: string; readonly atOnce?: boolean };

/** Tries the connection and shows what answered and what did not. */
export function TestConnection({ channelId, atOnce = false }: Props): ReactNode {
  const { t } = useWords();
  const [tested, setTested] = useState<Tested>();
  const test = useAction(async () => setTested(await call(routes.testChannel, { params: { id: channelId } })));
  const begun = useRef(false);
  useEffect(() => {
    if (!atOnce || begun.current) return;
    begun.current = true;
    void test.run();
  });
  return (
    <div className={classes.secrets} aria-live="polite">
      <div>
        <Button variant="default" loading={test.busy} onClick={() => void test.run()}>
          {t("channels.testNow")}
        </Button>
      </div>
      {test.error !== undefined && <ErrorNotice error={test.error} compact />}
      {tested && !test.busy && <Result tested={tested} />}
    </div>
  );
}

function Result({ tested }: { readonly tested: Tested }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <strong>{t(tested.ok ? "channels.testOk" : "channels.testFailed")}</strong>
      <ul className={classes.checks}>
        {tested.checks.map((check) => (
          <li key={check.name} className={classes.check} data-failed={check.ok ? undefined : true}>
            {check.ok ? <IconCheck size={16} stroke={2.2} /> : <IconX size={16} stroke={2.2} />}
            <div>
              {checkWords(check.name, t)} {check.detail && <span>{check.detail}</span>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
