import { mount } from 'svelte';
import { compileEngine, give as giveEngine } from '../engine/code';
import EngineWorker from '../engine/worker?worker&inline';
import { readPageData } from '../model/data';
import { readFragment } from '../model/fragment';
import App from './App.svelte';
import { languageOf, wordsIn } from './languages';
import { Page } from './page.svelte';
import './style.css';

const mostWorkers = 4;
const textOf = (id: string): string => document.getElementById(id)?.textContent ?? '';

function start(place: HTMLElement): void {
  const language = languageOf(navigator.languages ?? [navigator.language]);
  const words = wordsIn(language);
  const give = (text: string): void => {
    place.textContent = text;
    place.setAttribute('role', 'alert');
  };
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') {
    give(words.say('page.no_wasm'));
    return;
  }
  // Workers start while the page reads its data: they take longest.
  const engine = compileEngine(textOf('komuna-engine'));
  const make = (): Worker => giveEngine(new EngineWorker(), engine);
  const count = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency || 2));
  const early = Array.from({ length: count }, make);
  let page: Page;
  try {
    page = new Page(readPageData(textOf('komuna-data')), () => early.pop() ?? make(), count);
    // A browser that knows WebAssembly, but not all that the engine needs.
    engine.catch(() => {
      page.pool.close();
      page.canSimulate = false;
    });
  } catch (problem) {
    for (const worker of early) worker.terminate();
    give(`${words.say('page.no_data')} (${problem instanceof Error ? problem.message : ''})`);
    return;
  }
  page.language = language;
  const open = (): void => {
    const { state, unread } = readFragment(location.hash, page.data.scenarios, page.lessonIds());
    page.begin(state, unread);
    if (!state.language) page.language = language;
  };
  open();
  window.addEventListener('hashchange', () => {
    if (location.hash !== page.fragment()) open();
  });
  place.textContent = '';
  mount(App, { target: place, props: { page } });
}

const place = document.getElementById('app');
if (place) start(place);
