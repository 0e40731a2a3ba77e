import { knowledgeFileId, knowledgeFileView } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { viewerCtx } from "../organizations/index.ts";
import type { KnowledgeDeps } from "./knowledge-deps.ts";
import { findReadableFile, MOST_FILE_BYTES, serveKnowledgeFile, uploadKnowledgeFile } from "./knowledge-files.ts";

export function knowledgeFilesRoutes(deps: KnowledgeDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/knowledge-files",
      summary: "Upload a file for a response (raw body)",
      access: "admin",
      rate: "upload",
      bodyLimit: MOST_FILE_BYTES,
      body: "raw",
      query: z.object({ name: z.string().max(1000) }),
      answer: knowledgeFileView,
      status: 201,
      handler: async (request) =>
        await uploadKnowledgeFile(viewerCtx(deps, request), deps.files, request.query.name, request.body),
    }),
    route({
      method: "GET",
      url: "/knowledge-files/:id",
      summary: "A file of a response one may use",
      access: "signed_in",
      rate: "read",
      hidden: true,
      params: z.object({ id: knowledgeFileId }),
      query: z.object({ download: z.string().optional() }),
      handler: async (request, reply) => {
        const isAdmin = request.viewer.accountRole === "admin";
        const file = await findReadableFile(viewerCtx(deps, request), isAdmin, request.params.id);
        return await serveKnowledgeFile(deps.files, file, request.query.download !== undefined, reply);
      },
    }),
  ];
}
