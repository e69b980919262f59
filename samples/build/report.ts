import { centred, escaped, heading, p, pageBreak, table } from './html.ts';
import type { InlineDocument, Period } from './inline-xbrl.ts';
import { longDate } from './statement.ts';

export interface Profile {
  cik: number;
  name: string;
  ticker: string;
  /** Of file names and of the company's own concepts. */
  prefix: string;
  state: string;
  ein: string;
  fileNumber: string;
  street: string;
  city: string;
  zip: string;
  phone: { area: string; local: string };
  exchange: { name: string; code: string };
  category: string;
  /** MMDD as EDGAR's list of filers has it. */
  fiscalYearEnd: string;
  sic: string;
  sicDescription: string;
  sharesOutstanding: (asOf: string) => number;
  publicFloat: (asOf: string) => number;
}

export interface Cover {
  form: '10-K' | '10-K/A' | '10-Q' | '8-K';
  period: Period;
  fiscalYear: number;
  fiscalPeriod: 'FY' | 'Q1' | 'Q2' | 'Q3';
  /** The date of the share count on the cover. */
  sharesAsOf: string;
  explanatoryNote?: string;
}

const LABELS: Record<string, string> = {
  'dei:DocumentType': 'Document Type',
  'dei:DocumentPeriodEndDate': 'Document Period End Date',
  'dei:EntityRegistrantName': 'Entity Registrant Name',
  'dei:TradingSymbol': 'Trading Symbol',
  'dei:EntityCommonStockSharesOutstanding': 'Entity Common Stock, Shares Outstanding',
  'dei:EntityPublicFloat': 'Entity Public Float',
  'dei:DocumentFiscalYearFocus': 'Document Fiscal Year Focus',
  'dei:DocumentFiscalPeriodFocus': 'Document Fiscal Period Focus',
  'dei:AmendmentFlag': 'Amendment Flag',
};

export function coverPage(doc: InlineDocument, profile: Profile, cover: Cover): string {
  for (const [concept, label] of Object.entries(LABELS)) doc.label(concept, label);
  const { period, form } = cover;
  const text = (concept: string, inner: string, format?: string) => doc.text(`dei:${concept}`, inner, period, { format });
  const date = text('DocumentPeriodEndDate', longDate(period.end), 'ixt:date-monthname-day-year-en');
  const box = (concept: string, on: boolean) => text(concept, on ? '&#9746;' : '&#9744;', on ? 'ixt:fixed-true' : 'ixt:fixed-false');
  doc.hide('dei:EntityCentralIndexKey', String(profile.cik).padStart(10, '0'), period);
  doc.hide('dei:AmendmentFlag', String(form.endsWith('/A')), period);
  if (form !== '8-K') {
    doc.hide('dei:DocumentFiscalYearFocus', String(cover.fiscalYear), period);
    doc.hide('dei:DocumentFiscalPeriodFocus', cover.fiscalPeriod, period);
    doc.hide('dei:CurrentFiscalYearEndDate', `--${profile.fiscalYearEnd.slice(0, 2)}-${profile.fiscalYearEnd.slice(2)}`, period);
  }
  const shares = doc.number('dei:EntityCommonStockSharesOutstanding', profile.sharesOutstanding(cover.sharesAsOf), 'shares', {
    end: cover.sharesAsOf,
  });
  const purpose =
    form === '8-K'
      ? [
          centred('CURRENT REPORT', true),
          centred('Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934'),
          centred(`Date of Report (Date of earliest event reported): ${date}`, false),
        ]
      : [
          p(
            form === '10-Q'
              ? `${box('DocumentQuarterlyReport', true)} QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934`
              : `${box('DocumentAnnualReport', true)} ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934`,
          ),
          centred(`For the ${form === '10-Q' ? 'quarterly period' : 'fiscal year'} ended ${date}`, false),
          p(
            `${box('DocumentTransitionReport', false)} TRANSITION REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934`,
          ),
        ];
  const annual = form === '10-K' || form === '10-K/A';
  const floatAt = { end: halfYear(period) };
  const closing =
    form === '8-K'
      ? ''
      : (annual
          ? p(
              `The aggregate market value of the voting stock held by non-affiliates of the registrant as of ${longDate(floatAt.end)}, the last business day of its second fiscal quarter, was approximately $${doc.number('dei:EntityPublicFloat', profile.publicFloat(floatAt.end), 'USD', floatAt, { decimals: -6 })}.`,
            )
          : '') + p(`${shares} shares of common stock were issued and outstanding as of ${longDate(cover.sharesAsOf)}.`);
  return [
    centred('UNITED STATES'),
    centred('SECURITIES AND EXCHANGE COMMISSION'),
    centred('Washington, D.C. 20549'),
    centred(`FORM ${text('DocumentType', form)}`),
    form === '10-K/A' ? centred(`(${text('AmendmentDescription', 'Amendment No. 1')})`) : '',
    ...purpose,
    centred(`Commission File Number: ${text('EntityFileNumber', profile.fileNumber)}`, false),
    centred(text('EntityRegistrantName', escaped(profile.name))),
    centred('(Exact name of registrant as specified in its charter)', false),
    table(
      [['', '']],
      [
        {
          label: text('EntityIncorporationStateCountryCode', profile.state, 'ixt-sec:stateprovnameen'),
          cells: [text('EntityTaxIdentificationNumber', profile.ein)],
        },
        { label: '(State of incorporation)', cells: ['(I.R.S. Employer Identification No.)'] },
        {
          label: `${text('EntityAddressAddressLine1', profile.street)}, ${text('EntityAddressCityOrTown', profile.city)}`,
          cells: [text('EntityAddressPostalZipCode', profile.zip)],
        },
      ],
      { currency: false },
    ),
    centred(`(${text('CityAreaCode', profile.phone.area)}) ${text('LocalPhoneNumber', profile.phone.local)}`, false),
    p('Securities registered pursuant to Section 12(b) of the Act:'),
    table(
      [['Title of each class', 'Trading symbol', 'Name of each exchange on which registered']],
      [
        {
          label: text('Security12bTitle', 'Common Stock, par value $0.01 per share'),
          cells: [
            text('TradingSymbol', profile.ticker),
            text('SecurityExchangeName', escaped(profile.exchange.name), 'ixt-sec:exchnameen'),
          ],
        },
      ],
      { currency: false },
    ),
    closing,
    p('This document belongs to a fictional company. It was written as sample data and was never filed with anybody.'),
    cover.explanatoryNote === undefined ? '' : heading('EXPLANATORY NOTE') + p(cover.explanatoryNote),
  ].join('');
}

/** The last day of the second quarter, near enough for a share price. */
const halfYear = ({ start, end }: Period): string => {
  const middle = (Date.parse(start ?? end) + Date.parse(end)) / 2;
  return new Date(middle).toISOString().slice(0, 10);
};

export interface Item {
  /** `Item 1A.`; parts stand as `PART I`. */
  number: string;
  title: string;
  content?: string;
  id: string;
}

/** A table of contents whose entries lead to the items, then the items, a page each, with running feet. */
export function itemised(profile: Profile, form: string, items: Item[]): string {
  const rows = items.map(({ number, title, id, content }, i) =>
    content === undefined
      ? `<tr><td colspan="3" style="padding:2px 1pt;text-align:center"><a href="#${id}">${number}</a></td></tr>\n`
      : `<tr><td style="padding:2px 1pt"><a href="#${id}">${number}</a></td><td style="padding:2px 1pt"><a href="#${id}">${escaped(title)}</a></td><td style="padding:2px 1pt;text-align:right"><a href="#${id}">${i + 3}</a></td></tr>\n`,
  );
  const body = items.map(({ number, title, id, content }, i) =>
    content === undefined
      ? centredHeading(number, title, id)
      : `${heading(`${number}&#160;&#160;&#160;&#160;${escaped(title)}`, id)}${content}${pageBreak(profile.name, form, i + 3)}`,
  );
  return `${centred('TABLE OF CONTENTS')}<table style="border-collapse:collapse;width:100%">\n${rows.join('')}</table>\n${pageBreak(profile.name, form, 2)}${body.join('')}`;
}

const centredHeading = (number: string, title: string, id: string) =>
  `<div id="${id}">${centred(title === '' ? number : `${number} &#8212; ${escaped(title)}`)}</div>\n`;

export const signatures = (profile: Profile, day: string): string =>
  centred('SIGNATURES') +
  p(
    'Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be signed on its behalf by the undersigned, thereunto duly authorized.',
  ) +
  p(`Date: ${longDate(day)}`) +
  p(`<b>${escaped(profile.name)}</b>`) +
  p('By: /s/ E. Sample, Chief Financial Officer (Principal Financial Officer)');
