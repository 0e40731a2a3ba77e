/** A reason why the database cannot start that its operator can mend: print the message alone, without a stack. */
export class CannotStart extends Error {
  override name = "CannotStart";
}
