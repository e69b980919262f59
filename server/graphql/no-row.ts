/** A UUID that no row has: what a malformed id is looked up as, so that it answers as an absent one does. */
export const NO_ROW = '00000000-0000-0000-0000-000000000000';
