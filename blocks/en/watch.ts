/** What the message of a watch's run says besides the verdict. Times come as ready markup; null: it was never otherwise. */
export const watch = {
  by: 'asked by a watch',
  notReady: (readySince: string | null) =>
    readySince === null ? '*Watch:* not ready' : `*Watch:* not ready any more, it was since ${readySince}`,
  readyAgain: (notReadySince: string | null) =>
    notReadySince === null ? '*Watch:* ready' : `*Watch:* ready again, it was not since ${notReadySince}`,
};
