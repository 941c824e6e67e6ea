import type * as english from '../en/form.ts';

/** All that forms say. */
export const form: typeof english.form = {
  plan: {
    title: (command) => `计划：${command}`,
    submit: '制定计划',
    intro: (command) => `${command} 只制定计划，在有人批准之前不会变更任何内容。`,
  },
  guided: {
    title: (command) => `开始 ${command}`,
    submit: '开始',
    intro: (command) => `${command} 在一个消息列中引导完成全部步骤，每项变更都是需要批准的计划。只需填写集群。`,
  },
  close: '取消',
  loading: '正在加载可选项…',
  cluster: '集群',
  choose: '请选择',
  headings: {
    endpoints: 'VPC 终端节点',
    addon: '弹性插件',
    workload: '工作负载',
    firstWorkload: '首个工作负载',
    nodePool: '节点池',
    nodes: '节点',
    disks: '磁盘',
    given: '已填写',
  },
  more: (command) => `更多参数可通过输入命令设置：运行 ${command} 查看全部参数。`,
  open: (command) => `制定 ${command} 计划…`,
};
