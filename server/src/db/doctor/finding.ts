/** One line of `guichet doctor`. */
export type Finding = { subject: string; ok: boolean; detail: string };
