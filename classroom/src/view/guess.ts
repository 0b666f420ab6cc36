// A drawn guess is a value in December of every second year.
import { monthNumber, yearOf } from '../model/months';

export const guessYears = [1922, 1924, 1926, 1928, 1930, 1932];

export function guessMonths(from: string, months: number): number[] {
  const last = yearOf(from, months - 1);
  const first = yearOf(from, 0);
  return guessYears
    .filter((year) => year >= first && year <= last)
    .map((year) => Math.min(months - 1, monthNumber(from, `${year}-12`)));
}
