// What a chart of both worlds shows: history grey and dashed, the other world over it.
import type { Page } from '../app/page.svelte';
import type { Fan } from '../model/spread';

export interface Band {
  name: string;
  look: 'history' | 'changed' | 'difference';
  fan: Fan;
  one: Float64Array | undefined; // the highlighted history
}

export interface OfWorlds<T> {
  history: T | undefined;
  changed: T | undefined;
}

export function worldBands(page: Page, fans: OfWorlds<Fan>, ones?: OfWorlds<Float64Array>): Band[] {
  const bands: Band[] = [];
  if (fans.history && page.showHistory)
    bands.push({ name: page.words.say('world.history'), look: 'history', fan: fans.history, one: ones?.history });
  if (fans.changed && page.showChanged)
    bands.push({ name: page.words.say('world.changed'), look: 'changed', fan: fans.changed, one: ones?.changed });
  return bands;
}
