import { describe, expect, it } from 'vitest';
import { resultDocument } from '../../blocks/document.ts';
import { renderRun } from '../../blocks/run.ts';
import type { ImageRow, ImagesResult } from '../../src/actions/images.ts';
import { finding } from '../../src/core/finding.ts';
import { expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const row = (x: string): ImageRow => ({ image: x, namespace: x, repository: x, tag: x, owner: x, public: false });
const NGINX = row('swr.cn-north-4.myhuaweicloud.com/team/nginx:stable');
const chosen = (image: string, of = 2) =>
  finding('image_chosen', { image, of, merits: ['server_name', 'manage', 'private', 'release_tag'], architecture: 'amd64' });
const resultOf = (more: Partial<ImagesResult> = {}): ImagesResult => ({
  success: true,
  images: [NGINX, { ...row('swr.cn-north-4.myhuaweicloud.com/shared/app:1'), public: true }],
  selected: NGINX,
  selection_reason: chosen(NGINX.image),
  warnings: [],
  ...more,
});
const shown = (more: Partial<ImagesResult> = {}) => {
  const message = renderRun(s.runOf({ command: 'images', result: { ...resultOf(more) } }));
  expectSafe(message);
  return { text: message.text, all: read(message) };
};

describe('images', () => {
  it('names the image that would be run, why, and the others', () => {
    const { text, all } = shown();
    expect(text).toBe('2 images in SWR cn-north-4; a smoke workload would run swr.cn-north-4.myhuaweicloud.com/team/nginx:stable.');
    expect(all).toContain('was chosen out of 2 images: its name is that of a server, which runs on, this account manages its organisation');
    expect(all).toContain('SWR does not say which architecture an image is for');
    expect(all).toContain('• `swr.cn-north-4.myhuaweicloud.com/shared/app:1` (public');
  });

  it('counts what a screen does not hold', () => {
    const many = Array.from({ length: 30 }, (_, i) => row(`image-${i}`));
    const { all } = shown({ images: many });
    expect(all).toContain('image-7');
    expect(all).not.toContain('image-8');
    expect(all).toContain('and 22 more images: `bursting runs show run_0123456789` prints all');
  });

  it('says what to do where there is none', () => {
    const reason = finding('image_none', { namespaces: 0, repositories: 0, images: 0 });
    const { text, all } = shown({ images: [], selected: null, selection_reason: reason });
    expect(text).toBe('There is no image in SWR cn-north-4.');
    expect(all).toContain('Push an image that keeps running');
    expect(shown({ selected: null, selection_reason: reason }).text).toBe(
      'None of 2 images in SWR cn-north-4 is fit for a smoke workload.',
    );
  });

  it('does not take what was not told for nothing', () => {
    const warning = finding('registry_unreadable', { places: ['team'], denied: true, detail: 'Insufficient permissions' });
    const reason = finding('image_none', { namespaces: 1, repositories: 0, images: 0 });
    const { text, all } = shown({ success: false, images: [], selected: null, selection_reason: reason, warnings: [warning] });
    expect(text).toBe('SWR cn-north-4 did not say which images there are.');
    expect(all).toContain('SWR did not say what is in team: Insufficient permissions.');
    expect(all).toContain('SWR console, Organizations');
  });

  it.each([s.HOSTILE, s.RTL, s.LONG])('names from the registry are never markup', (x) => {
    shown({
      images: Array.from({ length: 40 }, () => row(x)),
      selected: row(x),
      selection_reason: chosen(x),
      warnings: [finding('registry_unreadable', { places: [x, x], denied: false, detail: x })],
    });
  });

  it('as JSON the reason is a sentence', () => {
    const document = resultDocument(resultOf(), 'huawei_discover_cce_cci_smoke_images', { region: 'cn-north-4', clusterId: 'c' });
    expect(document.selection_reason).toMatch(/^swr\.cn-north-4\S+ was chosen out of 2 images: /);
    expect(document.images).toHaveLength(2);
  });
});
