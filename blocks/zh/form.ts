import type * as english from '../en/form.ts';

/** All that forms say. */
export const form: typeof english.form = {
  title: (command) => `计划：${command}`,
  close: '取消',
  submit: '制定计划',
  loading: '正在加载可选项…',
  intro: (command) => `${command} 只制定计划，在有人批准之前不会变更任何内容。`,
  cluster: '集群',
  choose: '请选择',
  open: (command) => `制定 ${command} 计划…`,
};
