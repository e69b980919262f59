/** Of the code that turns bytes into text, spans, tables, sections and facts: rises whenever the same bytes would read differently. */
export const PARSER_VERSION = 8;
