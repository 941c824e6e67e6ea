/** The address of a message, for a person who is signed in to the workspace at `url`. */
export const messageLink = (url: string, { channel, ts }: { readonly channel: string; readonly ts: string }): string =>
  new URL(`archives/${channel}/p${ts.replace('.', '')}`, url).href;
