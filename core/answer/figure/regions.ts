/** Regions of several places, by the initials that filers and analysts give them: the places, and how a question may write them out. */
export const REGIONS: readonly { initials: string; places: string; written?: RegExp }[] = [
  { initials: 'EMEA', places: 'Europe Middle East Africa', written: /\bEurope,? (?:the )?Middle East,? (?:and|&) Africa\b/gi },
  { initials: 'UCAN', places: 'United States Canada', written: /\b(?:United States|US) (?:and|&) Canada\b/gi },
  { initials: 'APAC', places: 'Asia Pacific', written: /\bAsia[- ]Pacific\b/gi },
  { initials: 'LATAM', places: 'Latin America', written: /\bLatin America\b/gi },
  { initials: 'ROW', places: 'rest of world' },
];
