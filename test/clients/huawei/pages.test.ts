import { describe, expect, it } from 'vitest';
import { allByMarker, allByOffset, PAGE_SIZE } from '../../../src/clients/huawei/pages.ts';

const items = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ id: `i${from + index}` }));
const stuck = (): Error => new Error('stuck');

describe('pages by offset', () => {
  it.each([
    [0, 10, 1],
    [1, 10, 1],
    [10, 10, 1],
    [11, 10, 2],
    [25, 10, 3],
  ])('%i items, %i to a page: %i calls', async (total, size, calls) => {
    const offsets: number[] = [];
    const all = await allByOffset(async (offset) => {
      offsets.push(offset);
      return { items: items(offset, Math.min(offset + size, total)), total };
    });
    expect(all.length).toBe(total);
    expect(offsets.length).toBe(calls);
  });

  it('end at an empty page, whatever the total promises', async () => {
    const all = await allByOffset(async (offset) => ({ items: offset === 0 ? items(0, 3) : [], total: 99 }));
    expect(all.length).toBe(3);
  });

  it('end at a page that is not full where no total is given', async () => {
    const all = await allByOffset(async (offset) => ({ items: items(offset, Math.min(offset + PAGE_SIZE, PAGE_SIZE + 1)), total: null }));
    expect(all.length).toBe(PAGE_SIZE + 1);
  });

  it('keep an item once that moved to the next page meanwhile', async () => {
    const all = await allByOffset(async (offset) => ({ items: offset === 0 ? items(0, 3) : items(2, 5), total: 6 }));
    expect(all.map((item) => item.id)).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
  });
});

describe('pages by marker', () => {
  it.each([
    [0, 1],
    [1, 1],
    [PAGE_SIZE - 1, 1],
    [PAGE_SIZE, 2],
    [PAGE_SIZE + 1, 2],
    [2 * PAGE_SIZE, 3],
  ])('%i items: %i calls', async (total, calls) => {
    const markers: (string | null)[] = [];
    const all = await allByMarker(async (marker) => {
      markers.push(marker);
      const from = marker === null ? 0 : Number(marker.slice(1)) + 1;
      return items(from, Math.min(from + PAGE_SIZE, total));
    }, stuck);
    expect(all.length).toBe(total);
    expect(markers.length).toBe(calls);
  });

  it('do not go round in circles', async () => {
    await expect(allByMarker(async () => items(0, PAGE_SIZE), stuck)).rejects.toThrow('stuck');
  });
});
