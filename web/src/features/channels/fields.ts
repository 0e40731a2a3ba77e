import type { Settings } from "./read-settings.ts";

/** What every platform's part of the form is given. */
export type FieldsProps = {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  readonly problem: (path: string) => string | undefined;
  /** Passwords are there already and only replaced when typed. */
  readonly stored: boolean;
};
