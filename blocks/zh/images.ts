import type * as english from '../en/images.ts';
import { count } from './phrases.ts';

/** What the view of `images` says besides findings. */
export const images: typeof english.images = {
  chosen: (region, image, all) => `SWR ${region} 中有 ${count(all, '镜像')}，冒烟测试工作负载将使用 ${image}。`,
  none: (region, all) =>
    all === 0 ? `SWR ${region} 中没有镜像。` : `SWR ${region} 中有 ${count(all, '镜像')}，均不适合冒烟测试工作负载。`,
  unreadable: (region) => `无法从 SWR ${region} 获取镜像列表。`,
  why: '选择原因',
  listed: '镜像，最合适的在前',
  private: '私有',
  public: '公开',
  more: (n, command) => `还有 ${count(n, '镜像')}，运行 ${command} 可查看全部`,
  next: '下一步',
  smoke: (command) => `运行 ${command} ，制定使用该镜像的冒烟测试工作负载计划`,
};
