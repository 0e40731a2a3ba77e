/** What a platform leaves open about where a message belongs, and how that can be found. */
export type PlaceHints = {
  /**
   * In public: the platform need not name the root of a thread. What answers something that is known here stands in that one's
   * thread; `threadKey` is for what does not.
   */
  readonly joinsAnswered?: true;
  /** An echo that is a numbered piece of a longer answer: its words without the number. */
  readonly piece?: { readonly text: string; readonly isLast: boolean };
  /** A private echo that carries no mark of anybody's: one of our sends with the same words is it. */
  readonly mayBeOurs?: true;
};
