const MACHINE = '(?:AI|artificial intelligence|language|LLM|GPT|chat ?bot)(?: (?:systems?|models?|assistants?|agents?|bots?))';
const TALK = '(?:cite|answer|say|reply|respond|tell (?:the )?users?)';
const INSTRUCTION = new RegExp(
  [
    String.raw`\b(?:ignore|disregard|forget)\b[^.]*\b(?:instructions?|rules|prompt)\b`,
    String.raw`\bsystem prompt\b|\bdeveloper mode\b|\byou are now\b|\bcall the tool\b|\bsend_[a-z]+\b`,
    String.raw`\b${MACHINE}\b[^.]*\b${TALK}\b`,
    String.raw`\b(?:dear|note to|attention|hey|hello)\s+(?:any |all )?${MACHINE}\b`,
    String.raw`^\s*(?:system|assistant|user|${MACHINE})\s*[:,]`,
    String.raw`\bwhen you (?:summari[sz]e|answer|respond|reply)\b|\b(?:answer|reply|respond) only with\b`,
    String.raw`<\/?passage\b|\bfence="|!\[[^\]]*\]\(`,
  ].join('|'),
  'i',
);

/** Base64 and its like: nobody reads it, and what it says when decoded is nothing that was reported. */
const ENCODED = /(?<![\w/.:-])(?=[A-Za-z+/]*\d)(?=[a-z\d+/]*[A-Z])[A-Za-z\d+/]{40,}={0,2}(?![\w.-])/;

/** Text in a filing that speaks to whatever reads it by machine. It is nothing that a company reports, so it is never evidence. */
export const isAddressedToMachines = (text: string): boolean => INSTRUCTION.test(text) || ENCODED.test(text);
