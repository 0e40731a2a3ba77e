import type { EmailSettings } from "@guichet/contract";
import type { ChannelForConnector } from "../../connector.ts";

type Server = { readonly port: number; readonly security?: "tls" | "starttls" | "none" };
type Options = {
  readonly address: string;
  readonly threading?: string;
  readonly imap?: Server;
  readonly smtp?: Server;
  readonly user?: string;
  readonly password?: string;
  readonly host?: string;
  readonly plusAddressing?: boolean;
};

/** A mail channel as the core hands it over, for tests. */
export function buildEmailChannel(options: Options): ChannelForConnector<EmailSettings> {
  const {
    address,
    threading = "threading-key-of-the-tests",
    user = address,
    password = "",
    host = "127.0.0.1",
  } = options;
  const server = ({ port, security = "none" }: Server) => ({ host, port, security, user, password: null });
  return {
    id: "01936f2e-0000-7000-8000-000000000002",
    organizationId: "organization-1",
    endpointId: "endpoint-2",
    platform: "email",
    externalId: address,
    name: "Support",
    settings: {
      address,
      senderName: "Support",
      imap: { ...server(options.imap ?? { port: 143 }), mailbox: "INBOX" },
      smtp: server(options.smtp ?? { port: 25 }),
      plusAddressing: options.plusAddressing ?? true,
    },
    secrets: { imapPassword: password, smtpPassword: password },
    endpointSecrets: { threading: [threading] },
  };
}
