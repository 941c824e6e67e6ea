import type { Merit } from '../../src/core/findings/images.ts';
import type * as english from '../en/image-findings.ts';
import { because, clauses, count, digits, list } from './phrases.ts';

/** What to do about an SWR that says no. */
export const SWR_GRANT = '请为机器人的 IAM 用户授予该组织的读取权限（SWR 控制台 > 组织管理 > 用户），或指定 image：此时不再查询 SWR。';

const MERIT: Readonly<Record<Merit, string>> = {
  manage: '本账号可管理其所属组织',
  write: '本账号可向其所属组织推送镜像',
  read: '本账号只能从其所属组织拉取镜像',
  private: '该镜像为私有',
  public: '该镜像为公开',
  server_name: '从名称看属于会持续运行的服务程序',
  plain_name: '从名称看不是运行一次即结束的工具',
  tool_name: '从名称看可能是运行一次即结束的工具（没有找到更合适的）',
  release_tag: '其版本标签为正式发布版本',
  named_tag: '其版本标签不是 latest',
  latest_tag: '其版本标签为 latest，明天可能就是另一个镜像',
  other_architecture: '从名称看是其他架构的镜像（没有找到更合适的）',
};

export const imageFindings: typeof english.imageFindings = {
  image_chosen: ({ image, of, merits, architecture }) => ({
    message: `${of > 1 ? `从 ${count(of, '镜像')}中选择了` : '选择了唯一的镜像'}${image ? ` ${image}` : of > 1 ? '一个镜像' : ''}：${clauses(
      merits.map((merit) => MERIT[merit]),
      6,
      '，',
    )}。SWR 不提供镜像的架构信息；需要的架构为 ${architecture || 'amd64'}。`,
    remedy: '如需运行其他镜像，请为 /bursting smoke 指定 image。',
  }),
  image_none: ({ namespaces, repositories, images }) => ({
    message:
      namespaces === 0
        ? '没有可供选择的镜像：本账号在该区域没有 SWR 组织，或无权查看。'
        : `没有可供选择的镜像：${count(namespaces, '组织')}、${count(repositories, '镜像仓库')}中${images === 0 ? '没有镜像' : `只有 ${count(images, '公开组织的镜像')}`}。`,
    remedy: '请将一个可持续运行的镜像（例如 nginx）推送到您自己的组织（SWR 控制台），或为 /bursting smoke 指定 image。',
  }),
  registry_unreadable: ({ places, denied, detail }) => ({
    message: `SWR 未返回${places.length === 0 ? '部分组织' : ` ${list(places, 21)} `}中的内容${because(detail)}。实际镜像可能多于此处列出的镜像。`,
    remedy: denied ? SWR_GRANT : '请一分钟后重新运行该命令。',
  }),
  registry_cut: ({ repositories, seconds }) => ({
    message: `镜像数量庞大：至少有 ${count(repositories, '镜像仓库')}未能在 ${digits(seconds)} 秒内读取完毕。列出的镜像并不完整。`,
    remedy: '如果所需的镜像不在列表中，请通过 image 为 /bursting smoke 指定。',
  }),
  images_left_out: ({ listed, found }) => ({
    message: `共找到 ${count(found, '镜像')}；此处列出最适合冒烟测试工作负载的 ${digits(listed)} 个。`,
    remedy: '如果所需的镜像不在列表中，请通过 image 为 /bursting smoke 指定。',
  }),
};
