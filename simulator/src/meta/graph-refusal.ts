/** What the Graph API answers when it does not do what was asked. */
export type Refused = {
  /** Of HTTP; most are 400. */
  readonly status?: number;
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
  readonly details?: string;
  readonly type?: string;
  readonly isTransient?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

export class GraphRefusal extends Error {
  override name = "GraphRefusal";
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.message);
    this.refused = refused;
  }
}

/** The body of an error, as Meta writes it. */
export function toErrorBody({ code, subcode, message, details, type = "OAuthException", isTransient }: Refused) {
  return {
    error: {
      message: `(#${code}) ${message}`,
      type,
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(isTransient === undefined ? {} : { is_transient: isTransient }),
      ...(details === undefined ? {} : { error_data: { messaging_product: "whatsapp", details } }),
      fbtrace_id: "AbCdEfGhIjKlMnOpQrStUv",
    },
  };
}

export function notThere(path: string): GraphRefusal {
  const message = `Unsupported request. Object with ID '${path}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  return new GraphRefusal({ code: 100, subcode: 33, message, type: "GraphMethodException" });
}

export function badParameter(message: string, details?: string): GraphRefusal {
  return new GraphRefusal({ code: 100, message, ...(details === undefined ? {} : { details }) });
}
