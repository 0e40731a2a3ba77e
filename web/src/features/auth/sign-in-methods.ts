import type { ComponentType } from "react";
import { PasswordSignIn } from "./password-sign-in.tsx";

export type SignInMethod = { readonly id: string; readonly form: ComponentType<{ readonly next: string | undefined }> };

/** The ways to sign in, in the order of the page. Single sign-on is one more line here. */
export const SIGN_IN_METHODS: readonly SignInMethod[] = [{ id: "password", form: PasswordSignIn }];
