import { repositoryOf } from '../../registry.ts';
import type { ImageScenario } from './image-scenario.ts';

export const imagesMultiArch: ImageScenario = {
  name: 'images-multi-arch',
  summary: 'One repository for Arm alone, one whose tags are lists for several architectures',
  command: 'images prod',
  arrange(world) {
    const many = repositoryOf('base/nginx', ['1.27.2', '1.27.2-arm64', 'latest']);
    for (const tag of many.tags) tag.multiArch = tag.name !== '1.27.2-arm64';
    const [own] = world.registry;
    if (own) own.repositories = [repositoryOf('nginx-arm64', ['stable']), many];
  },
  expect: {
    success: true,
    issues: [],
    state: 'succeeded',
    images: 5,
    selected: 'team-payments/base/nginx:1.27.2',
    because: 'image_chosen',
    warnings: [],
  },
};
