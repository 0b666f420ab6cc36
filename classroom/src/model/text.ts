// Words and numbers in the reader's language. A language is one file of messages, and one for the
// names of the shipped scenarios' levers, events and what-ifs.

import type { Language } from './fragment';

export type Messages = Readonly<Record<string, string>>;

export class Words {
  private readonly whole: Intl.NumberFormat;
  private readonly signed: Intl.NumberFormat;
  private readonly monthFormat: Intl.DateTimeFormat;
  private readonly dayFormat: Intl.DateTimeFormat;
  private readonly parts: Intl.NumberFormat;

  constructor(
    readonly language: Language,
    private readonly messages: Messages,
    private readonly english: Messages,
    private readonly names: Messages,
  ) {
    this.whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    this.signed = new Intl.NumberFormat(language, {
      maximumFractionDigits: 0,
      signDisplay: 'exceptZero',
    });
    this.parts = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    this.monthFormat = new Intl.DateTimeFormat(language, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    this.dayFormat = new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  }

  // As it stands after "from" and "until": the form a month has within a whole date.
  untilMonth(date: Date): string {
    const part = (type: string): string =>
      this.dayFormat.formatToParts(date).find((p) => p.type === type)?.value ?? '';
    return `${part('month')} ${part('year')}`;
  }

  // A message with its {places} filled in.
  say(key: string, places: Readonly<Record<string, string | number>> = {}): string {
    const text = this.messages[key] ?? this.english[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = places[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  // A name of the scenario's own in this language; the scenario's words where there is none.
  name(key: string, own: string): string {
    return this.names[key] ?? own;
  }

  // A word of the model (a state, a cause) that may be new to the messages.
  word(kind: string, id: string): string {
    const key = `${kind}.${id}`;
    return this.messages[key] ?? this.english[key] ?? id.replace(/_/g, ' ');
  }

  number(value: number): string {
    return this.whole.format(Math.round(value) + 0);
  }
  change(value: number): string {
    return this.signed.format(Math.round(value) + 0);
  }
  fraction(value: number): string {
    return this.parts.format(value);
  }
  month(date: Date): string {
    return this.monthFormat.format(date);
  }
}
