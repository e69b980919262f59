import { describe, expect, it } from 'vitest';
import { parseOne } from '../testing.ts';

const filler = (words: string) => `<p>${`${words} and what the company says of it. `.repeat(12)}</p>`;
const heading = (text: string, id = '') => `<p${id && ` id="${id}"`} style="font-size:14pt"><b>${text}</b></p>`;

describe('a proxy statement', () => {
  const topics: [id: string, title: string, key: string][] = [
    ['m', 'Questions and Answers About the Annual Meeting', 'proxy.meeting'],
    ['p1', 'Proposal No. 1 – Election of Directors', 'proxy.proposal1'],
    ['g', 'Corporate Governance', 'proxy.governance'],
    ['d', 'Director Compensation', 'proxy.director-compensation'],
    ['p2', 'PROPOSAL TWO: RATIFICATION OF THE AUDITOR', 'proxy.proposal2'],
    ['a', 'Audit Committee Report', 'proxy.audit-committee-report'],
    ['c', 'Compensation Discussion and Analysis', 'proxy.compensation-discussion'],
    ['s', '2024 Summary Compensation Table', 'proxy.summary-compensation'],
    ['v', 'Pay Versus Performance', 'proxy.pay-versus-performance'],
    ['o', 'Security Ownership of Certain Beneficial Owners and Management', 'proxy.beneficial-ownership'],
  ];
  const contents = topics.map(([id, title]) => `<p><a href="#${id}"><b>${title}</b></a> 12</p>`).join('');
  const page = `<html><body><p><b>TABLE OF CONTENTS</b></p>${contents}${topics.map(([id, title]) => heading(title, id) + filler(title.toLowerCase())).join('')}</body></html>`;

  it('is cut by what Schedule 14A has it tell, past its table of contents', () => {
    const { sections, text } = parseOne(page, 'DEF 14A');
    expect(sections.map(({ key }) => key)).toEqual(topics.map(([, , key]) => key));
    for (const [i, section] of sections.entries()) {
      expect(text.slice(section.charStart, section.charEnd)).toContain(topics[i]?.[1]);
      expect(section.charEnd).toBe(sections[i + 1]?.charStart ?? text.length);
      expect(section).toMatchObject({ status: 'FOUND', reason: expect.stringContaining('title') });
    }
  });
});

describe('a form without items', () => {
  it('is cut by its most prominent headings', () => {
    const page = `<html><body>${['Financial Highlights', 'Outlook for 2025', 'Operating Review'].map((title) => heading(title) + filler(title.toLowerCase())).join('')}</body></html>`;
    expect(parseOne(page, '6-K').sections.map(({ key, title }) => [key, title])).toEqual([
      ['heading.financial-highlights', 'Financial Highlights'],
      ['heading.outlook-for-2025', 'Outlook for 2025'],
      ['heading.operating-review', 'Operating Review'],
    ]);
  });

  it('is one section where no outline is to be seen', () => {
    expect(parseOne(`<html><body>${filler('plain')}</body></html>`, '6-K').sections.map(({ key }) => key)).toEqual(['body']);
  });
});
