import { badParameter, notThere } from "../meta/graph-refusal.ts";
import type { GraphRequest } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { MetaSimulator, Product } from "../meta/meta-simulator.ts";
import { takeMessage } from "./send-message.ts";
import { WhatsappNumber } from "./whatsapp-number.ts";
import { refused, type Template } from "./wire.ts";

const SCOPES = ["whatsapp_business_messaging", "whatsapp_business_management"];
const PAGE = 2;

/** A WhatsApp business account with its numbers and templates, mounted into the Graph API. */
export class WhatsappAccount implements Product {
  readonly id: string;
  readonly app: MetaApp;
  readonly token: string;
  readonly numbers: WhatsappNumber[] = [];
  readonly templates: Template[] = [];
  readonly #simulator: MetaSimulator;

  constructor(simulator: MetaSimulator, app: MetaApp) {
    this.#simulator = simulator;
    this.app = app;
    this.id = String(102_000_000_000_001 + simulator.accounts.size);
    this.token = app.addToken(SCOPES, [this.id]);
    simulator.addAccount(this.id, "whatsapp_business_account", true);
    simulator.mount(this);
  }

  addNumber(display: string, name: string): WhatsappNumber {
    const id = `${this.id.slice(0, 6)}${String(500_000_001 + this.numbers.length)}`;
    const number = new WhatsappNumber(this.#simulator, { id, wabaId: this.id, display, name });
    this.numbers.push(number);
    return number;
  }

  addTemplate(template: Omit<Template, "id" | "status"> & { readonly status?: string }): Template {
    const made = { id: String(30_000_001 + this.templates.length), status: "APPROVED", ...template };
    this.templates.push(made);
    return made;
  }

  /** The status of a template changes, and the account is told. */
  judgeTemplate(template: Template, status: string): void {
    template.status = status;
    this.#simulator.tell(this.id, {
      list: "changes",
      field: "message_template_status_update",
      value: {
        ...{ event: status, message_template_id: Number(template.id), message_template_name: template.name },
        ...{ message_template_language: template.language, reason: "NONE" },
      },
    });
  }

  answer(call: GraphRequest, _app: MetaApp): unknown {
    const [first = "", second] = call.path;
    if (first === this.id) return this.#ofAccount(second, call);
    const number = this.numbers.find(({ id }) => id === first);
    if (number !== undefined) return this.#ofNumber(number, second, call);
    return second === undefined ? this.#ofFile(first, call) : undefined;
  }

  serve(...[request, response]: Parameters<NonNullable<Product["serve"]>>): boolean {
    return this.numbers.some((number) => number.files.serve(request, response));
  }

  #ofAccount(edge: string | undefined, { fields }: GraphRequest): unknown {
    if (edge === "phone_numbers") return { data: this.numbers.map(toNumber) };
    if (edge !== "message_templates") throw notThere(`${this.id}/${edge ?? ""}`);
    // Small pages, whatever was asked for: whoever reads the first alone is found out.
    const from = Number(fields.after ?? 0);
    const data = this.templates.slice(from, from + PAGE);
    const next = from + PAGE;
    const more = next < this.templates.length;
    const at = `${this.#simulator.graphUrl}/v23.0/${this.id}/message_templates?after=${next}`;
    return { data, paging: { cursors: { before: String(from), after: String(next) }, ...(more ? { next: at } : {}) } };
  }

  #ofNumber(number: WhatsappNumber, edge: string | undefined, call: GraphRequest): unknown {
    switch (edge) {
      case undefined:
        return toNumber(number);
      case "messages":
        if (number.status === "PENDING")
          throw refused(133_010, "Phone number Not Registered", "The account does not exist");
        return takeMessage(number, call, this.templates);
      case "media": {
        const { file } = call.files;
        if (file === undefined || call.fields.messaging_product !== "whatsapp") throw badParameter("file is required");
        if (file.bytes.byteLength === 0) throw refused(131_053, "Media upload error", "The file is empty");
        return { id: number.files.add(file.bytes, file.type, file.name).id };
      }
      case "register":
        if (!/^\d{6}$/.test(String(call.fields.pin ?? ""))) throw badParameter("pin is required");
        if (number.pin !== undefined && number.pin !== call.fields.pin)
          throw refused(133_005, "Two-step verification PIN mismatch", "The PIN is wrong");
        number.pin = String(call.fields.pin);
        number.status = "CONNECTED";
        return { success: true };
      default:
        throw notThere(`${number.id}/${edge}`);
    }
  }

  #ofFile(id: string, { fields }: GraphRequest): unknown {
    for (const number of this.numbers) {
      const file = number.files.byId(id);
      if (file === undefined) continue;
      if (fields.phone_number_id !== undefined && fields.phone_number_id !== number.id) throw notThere(id);
      return {
        ...{
          messaging_product: "whatsapp",
          id,
          mime_type: file.type,
          sha256: "00ff",
          file_size: file.bytes.byteLength,
        },
        url: number.files.addressOf(file, this.#simulator.graphUrl),
      };
    }
    return undefined;
  }
}

function toNumber({ id, display, name, status, quality }: WhatsappNumber) {
  return {
    ...{ id, display_phone_number: display, verified_name: name, quality_rating: quality, status },
    ...{ platform_type: "CLOUD_API", name_status: "APPROVED", code_verification_status: "VERIFIED" },
  };
}
