/** `10-K/A` is an amendment of form `10-K`. */
export const baseForm = (form: string): string => form.replace(/\/A$/, '');

/** True when no forms are wanted in particular, or the form or the form that it amends is among them. */
export const wantsForm = (form: string, forms: readonly string[] | undefined): boolean =>
  forms === undefined ||
  forms.length === 0 ||
  forms.some((wanted) => form === wanted || (!wanted.endsWith('/A') && baseForm(form) === wanted));
