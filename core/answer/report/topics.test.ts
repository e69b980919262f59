import { expect, test } from 'vitest';
import { coverTopic } from './cover-facts.ts';
import { sectionTopic } from './section-lead.ts';

test.each([
  ['Who audits Apple?', 'AuditorName'],
  ["Who are Boeing's auditors?", 'AuditorName'],
  ["What is the name of NVIDIA's independent auditor?", 'AuditorName'],
  ['Which accounting firm audits Meta?', 'AuditorName'],
  ["What is Tesla's address?", 'EntityAddressAddressLine1'],
  ['What is the mailing address of Adobe?', 'EntityAddressAddressLine1'],
  ['What exchange are Netflix shares listed on?', 'SecurityExchangeName'],
  ['On which stock exchange does Coca-Cola trade?', 'SecurityExchangeName'],
  ['In which state is Coca-Cola incorporated?', 'EntityIncorporationStateCountryCode'],
  ["What is Apple's ticker symbol?", 'TradingSymbol'],
])('"%s" asks the cover for %s', (question, concept) => expect(coverTopic(question)?.concepts[0]).toBe(concept));

test.each([
  'What was the impact of foreign exchange on revenue?',
  'What exchange rate did Netflix use?',
  'How does Tesla address supply chain risks?',
  'What plans does Boeing have to address quality issues?',
  'Who chairs the audit committee?',
  'What critical audit matters did the auditor identify?',
  'What did the auditors say about going concern?',
  'Does the report state what is incorporated by reference?',
  'What did Johnson & Johnson say about the exchange offer?',
])('"%s" asks for nothing on the cover', (question) => expect(coverTopic(question)).toBeUndefined());

test.each([
  ['Are there any legal proceedings?', ['legal', 'proceed'], 'part1.item3'],
  ['Did it have any material weaknesses in internal control?', ['weakness', 'internal', 'control'], 'part2.item9a'],
  ['What does Boeing do?', [], 'part1.item1'],
  ['How does Netflix make money?', ['money'], 'part1.item1'],
  ['What properties does Adobe own?', ['property', 'own'], 'part1.item2'],
])('"%s" is told by an item', (question, terms, key) => expect(sectionTopic(question, terms)?.keys[0]).toBe(key));

test.each([
  ['How much were legal settlements?', ['legal', 'settlement']],
  ['What is the value of its properties?', ['property']],
  ['What legal fees did it pay?', ['legal', 'fee']],
  ['What does Boeing do about quality?', ['quality']],
])('"%s" asks for something in particular', (question, terms) => expect(sectionTopic(question, terms)).toBeUndefined());
