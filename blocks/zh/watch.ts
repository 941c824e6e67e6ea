import type * as english from '../en/watch.ts';

/** What the message of a watch's run says besides the verdict. Times come as ready markup; null: it was never otherwise. */
export const watch: typeof english.watch = {
  by: '由定期检查发起',
  notReady: (readySince) => (readySince === null ? '*定期检查：* 未就绪' : `*定期检查：* 不再就绪，此前自 ${readySince} 起就绪`),
  readyAgain: (notReadySince) => (notReadySince === null ? '*定期检查：* 就绪' : `*定期检查：* 重新就绪，此前自 ${notReadySince} 起未就绪`),
};
