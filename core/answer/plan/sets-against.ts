/** Words that hold one thing against another. */
export const SETS_AGAINST = /\bthan\b|\bexceed|\bsurpass|\boutweigh|\boutpace|\bcover(?:s|ed|ing)?\b/i;
