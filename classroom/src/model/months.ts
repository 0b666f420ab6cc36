// Months are counted from the first of a run; names are "1923-05".

import { monthIndex } from './data';

export function monthName(from: string, month: number): string {
  const index = monthIndex(from) + month;
  const year = Math.floor(index / 12);
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export const monthNumber = (from: string, name: string): number => monthIndex(name) - monthIndex(from);

export function dateOf(from: string, month: number): Date {
  const index = monthIndex(from) + month;
  return new Date(Date.UTC(Math.floor(index / 12), index % 12, 1));
}

export const yearOf = (from: string, month: number): number =>
  Math.floor((monthIndex(from) + month) / 12);
