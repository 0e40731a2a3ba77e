import type { ReactNode } from "react";
import { showLanguage } from "../../locales/language.ts";
import { useWords } from "../../locales/use-words.ts";
import { Logo } from "../../ui/logo.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import classes from "./auth-frame.module.css";
import { Counter } from "./counter.tsx";

type Props = { readonly title: string; readonly text?: string; readonly children: ReactNode; readonly wide?: boolean };

/** Around every page one sees before being signed in: the form at the left, the counter at the right. */
export function AuthFrame({ title, text, children, wide = false }: Props): ReactNode {
  const { t } = useWords();
  usePageTitle(title);
  return (
    <div className={classes.frame}>
      <main className={classes.side}>
        <div className={classes.column} data-wide={wide || undefined}>
          <div className={classes.brand}>
            <Logo size={34} />
            <span>Guichet</span>
          </div>
          <div className={classes.head}>
            <h1 className={classes.title}>{title}</h1>
            {text && <p className={classes.text}>{text}</p>}
          </div>
          {children}
        </div>
        <LanguageLinks />
      </main>
      <aside className={classes.picture}>
        <Counter />
        <p className={classes.welcome}>{t("signIn.welcome")}</p>
        <p className={classes.welcomeText}>{t("signIn.welcomeText")}</p>
      </aside>
    </div>
  );
}

const LANGUAGES = [
  ["en", "English"],
  ["fr", "Français"],
] as const;

function LanguageLinks(): ReactNode {
  const { t, locale } = useWords();
  return (
    <nav className={classes.languages} aria-label={t("signIn.language")}>
      {LANGUAGES.map(([code, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={locale === code}
          className={classes.language}
          onClick={() => void showLanguage(code)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
