/** What a site puts into its pages to have the web messenger. `origin`: where Guichet is served from. */
export function snippetOf(origin: string, channelId: string): string {
  return `<script async src="${origin}/widget.js" data-channel="${channelId}"></script>`;
}
