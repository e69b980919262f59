import type { Interpretation } from './types.ts';

/** What is understood of a question before it is read: nothing. */
export const UNREAD: Interpretation = {
  question: '',
  companies: [],
  unknownCompanies: [],
  notIngestedCompanies: [],
  periods: [],
  forms: [],
  statements: [],
  sections: [],
  concepts: [],
  ratios: [],
  topics: [],
  kind: 'TEXT',
  terms: [],
  relaxations: [],
};
