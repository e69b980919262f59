/** How far a number of an answer was checked, in words. */
export const badges = {
  VERIFIED: {
    words: 'verified',
    title: 'Stands in the filing as a tagged fact.',
    look: 'bg-emerald-500/15 text-emerald-700 dark:text-emerald-300',
    line: 'decoration-emerald-500',
  },
  COMPUTED: {
    words: 'computed',
    title: 'Worked out by a formula from figures of the filings.',
    look: 'bg-sky-500/15 text-sky-700 dark:text-sky-300',
    line: 'decoration-sky-500',
  },
  TEXT_ONLY: {
    words: 'from text',
    title: 'Stands in the cited text; no tagged fact confirms it.',
    look: 'bg-amber-500/20 text-amber-800 dark:text-amber-300',
    line: 'decoration-amber-500',
  },
};
