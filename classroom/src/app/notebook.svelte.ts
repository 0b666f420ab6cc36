// What a pupil has typed or drawn, kept in the browser so that a reload loses nothing. Where the
// browser keeps nothing (some do not for files), it lasts as long as the page.

const place = 'komuna-classroom';

interface Kept {
  guesses: Record<string, { value: number | number[] | undefined; revealed: boolean }>;
  answers: Record<string, string>;
}

function read(): Kept {
  const empty: Kept = { guesses: {}, answers: {} };
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Kept>;
    return { guesses: kept.guesses ?? {}, answers: kept.answers ?? {} };
  } catch {
    return empty;
  }
}

export class Notebook {
  private kept: Kept = $state(read());

  guess(key: string): number | number[] | undefined {
    return this.kept.guesses[key]?.value;
  }
  setGuess(key: string, value: number | number[] | undefined): void {
    this.kept.guesses[key] = { value, revealed: this.revealed(key) };
    this.keep();
  }
  revealed(key: string): boolean {
    return this.kept.guesses[key]?.revealed ?? false;
  }
  reveal(key: string): void {
    this.kept.guesses[key] = { value: this.guess(key), revealed: true };
    this.keep();
  }
  answer(key: string): string {
    return this.kept.answers[key] ?? '';
  }
  setAnswer(key: string, text: string): void {
    this.kept.answers[key] = text.slice(0, 5000);
    this.keep();
  }
  clear(): void {
    this.kept = { guesses: {}, answers: {} };
    this.keep();
  }

  private keep(): void {
    try {
      localStorage.setItem(place, JSON.stringify(this.kept));
    } catch {
      // Nothing can be kept here; the page goes on with what it remembers.
    }
  }
}
