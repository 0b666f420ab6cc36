import { mount } from 'svelte';
import EngineWorker from '../engine/worker?worker&inline';
import { readPageData } from '../model/data';
import { readFragment } from '../model/fragment';
import App from './App.svelte';
import { languageOf, wordsIn } from './languages';
import { Page } from './page.svelte';
import './style.css';

const mostWorkers = 4;

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
  const text = document.getElementById('komuna-data')?.textContent ?? 'null';
  let page: Page;
  try {
    const data = readPageData(text);
    const workers = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency || 2));
    page = new Page(data, () => new EngineWorker(), workers);
  } catch (problem) {
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
