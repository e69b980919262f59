const INSTRUCTION =
  /\b(?:ignore|disregard|forget)\b[^.]*\b(?:instructions?|rules|prompt)\b|\bsystem prompt\b|\b(?:AI|language) (?:systems?|models?|assistants?)\b[^.]*\b(?:must|should|cite|answer|say)\b|\bNote to AI\b|^\s*(?:system|assistant|user)\s*[:,]|\b(?:answer|reply|respond) only with\b|<\/?passage\b|\bfence="/i;

/** Text in a filing that speaks to whatever reads it by machine. It is nothing that a company reports, so it is never evidence. */
export const isAddressedToMachines = (text: string): boolean => INSTRUCTION.test(text);
