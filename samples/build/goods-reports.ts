import type { Books, GoodsCompany, Passage } from './goods-company.ts';
import { balanceSheet, cashFlows, comprehensiveIncome, equity, incomeStatement } from './goods-statements.ts';
import { bullet, centred, escaped, heading, p, pageBreak, subheading, table } from './html.ts';
import { InlineDocument } from './inline-xbrl.ts';
import { coverPage, type Item, itemised, signatures } from './report.ts';
import { type Column, figure, type Line, longDate, statement } from './statement.ts';

const MONEY = { scale: 6 };

export interface Built {
  name: string;
  files: { name: string; type: string; description: string; content: string }[];
}

export const million = (value: number): string => `$${value.toLocaleString('en-US')} million`;
export const percent = (now: number, before: number): string => `${Math.round(((now - before) / before) * 100)}%`;
export const moved = (now: number, before: number): string =>
  now === before ? 'was unchanged' : `${now > before ? 'increased' : 'decreased'} ${percent(Math.abs(now - before) + before, before)}`;
export const passages = (list: Passage[]) =>
  list.map(({ title, paragraphs }) => subheading(escaped(title)) + paragraphs.map((text) => p(escaped(text))).join('')).join('');
export const paragraphs = (list: string[]) => list.map((text) => p(escaped(text))).join('');

const annual = (list: Books[]): Column[] => list.map(({ period }) => ({ heading: longDate(period.end), period }));
const at = (list: { end: string }[]): Column[] => list.map(({ end }) => ({ heading: longDate(end), period: { end } }));

function statements(doc: InlineDocument, company: GoodsCompany, years: Books[], balances: Books[], name: string): string {
  const columns = annual(years);
  const { captions } = company;
  const title = (text: string) =>
    centred(escaped(name.toUpperCase())) + centred(text) + centred('(In millions, except per-share amounts)', false);
  const all = years.map(({ results }) => results);
  return [
    title('CONSOLIDATED STATEMENTS OF OPERATIONS'),
    statement(
      doc,
      columns,
      incomeStatement(
        captions,
        all,
        years.map(({ shares }) => shares),
      ),
      MONEY,
      ['Fiscal years ended'],
    ),
    p('See accompanying Notes to Consolidated Financial Statements.'),
    title('CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME'),
    statement(doc, columns, comprehensiveIncome(all), MONEY, ['Fiscal years ended']),
    title('CONSOLIDATED BALANCE SHEETS'),
    statement(
      doc,
      at(balances.map(({ period }) => period)),
      balanceSheet(
        captions,
        balances.map(({ closing }) => closing),
      ),
      MONEY,
    ),
    title("CONSOLIDATED STATEMENTS OF SHAREHOLDERS' EQUITY"),
    statement(
      doc,
      columns,
      equity(
        all,
        years.map(({ opening }) => opening),
        years.map(({ closing }) => closing),
      ),
      MONEY,
      ['Fiscal years ended'],
    ),
    title('CONSOLIDATED STATEMENTS OF CASH FLOWS'),
    statement(
      doc,
      columns,
      cashFlows(
        captions,
        all,
        years.map(({ opening }) => opening.cash),
      ),
      MONEY,
      ['Fiscal years ended'],
    ),
  ].join('');
}

/** Revenue and gross profit of each segment with its dimension; the total without. */
function segmentTable(doc: InlineDocument, company: GoodsCompany, columns: Column[], list: Books[]): string {
  const { captions } = company;
  const lines: Line[] = [];
  captions.segments.forEach(({ member, label }, i) => {
    doc.label(member, `${label} [Member]`);
    lines.push({
      label,
      concept: 'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax',
      values: list.map(({ results }) => results.revenue[i] ?? 0),
      dimensions: { [captions.segmentAxis]: member },
    });
  });
  lines.push({
    label: `Total ${company.revenueWord}`,
    concept: 'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax',
    values: list.map(({ results }) => results.totalRevenue),
    kind: 'TOTAL',
  });
  captions.segments.forEach(({ member, label }, i) => {
    lines.push({
      label: `${label} gross profit`,
      concept: 'us-gaap:GrossProfit',
      values: list.map(({ results }) => (results.revenue[i] ?? 0) - (results.cost[i] ?? 0)),
      dimensions: { [captions.segmentAxis]: member },
    });
  });
  lines.push({
    label: 'Total gross profit',
    concept: 'us-gaap:GrossProfit',
    values: list.map(({ results }) => results.grossProfit),
    kind: 'TOTAL',
  });
  return statement(doc, columns, lines, MONEY);
}

/** The table of the discussion: figures of two periods and their change, without facts, as filers print it. */
function changeTable(company: GoodsCompany, now: Books, before: Books, above: string): string {
  const rows = company.captions.segments.map(
    ({ label }, i) => [label, now.results.revenue[i] ?? 0, before.results.revenue[i] ?? 0] as const,
  );
  const all = [...rows, [`Total ${company.revenueWord}`, now.results.totalRevenue, before.results.totalRevenue] as const];
  return table(
    [
      ['', above],
      ['(dollars in millions)', longDate(now.period.end), longDate(before.period.end), 'Change'],
    ],
    all.map(([label, a, b], i) => ({
      label,
      cells: [a.toLocaleString('en-US'), b.toLocaleString('en-US'), a < b ? `(${percent(b - a + b, b)})` : percent(a, b)],
      kind: i === all.length - 1 ? ('TOTAL' as const) : ('LINE' as const),
    })),
  );
}

function discussion(company: GoodsCompany, now: Books, before: Books): string {
  const { words, revenueWord } = company;
  const margin = ({ results }: Books) => ((results.grossProfit / results.totalRevenue) * 100).toFixed(1);
  const { results } = now;
  return [
    p(
      'The following discussion should be read together with the consolidated financial statements and notes in Part II, Item 8 of this report. It contains forward-looking statements, and actual results may differ.',
    ),
    subheading('Overview'),
    paragraphs(words.overview(now, before)),
    subheading('Results of Operations'),
    changeTable(company, now, before, 'Fiscal years ended'),
    p(
      `Total ${revenueWord} ${moved(results.totalRevenue, before.results.totalRevenue)} to ${million(results.totalRevenue)} in fiscal ${now.fiscalYear} from ${million(before.results.totalRevenue)} in fiscal ${before.fiscalYear}.`,
    ),
    ...words.segmentCauses(now, before).map((text) => bullet(escaped(text))),
    subheading('Gross Margin'),
    p(
      `Gross profit was ${million(results.grossProfit)}, or ${margin(now)}% of ${revenueWord}, in fiscal ${now.fiscalYear} compared with ${million(before.results.grossProfit)}, or ${margin(before)}%, in fiscal ${before.fiscalYear}.`,
    ),
    paragraphs(words.marginCauses(now, before)),
    subheading('Operating Expenses'),
    table(
      [['(dollars in millions)', `Fiscal ${now.fiscalYear}`, `Fiscal ${before.fiscalYear}`]],
      [
        ...(results.research > 0
          ? [{ label: 'Research and development', cells: [String(results.research), String(before.results.research)] }]
          : []),
        { label: company.captions.selling, cells: [String(results.selling), String(before.results.selling)] },
        {
          label: 'Total operating expenses',
          cells: [String(results.research + results.selling), String(before.results.research + before.results.selling)],
          kind: 'TOTAL' as const,
        },
      ],
    ),
    subheading('Income Taxes'),
    p(
      `The effective tax rate was ${((results.tax / results.pretaxIncome) * 100).toFixed(1)}% in fiscal ${now.fiscalYear} and ${((before.results.tax / before.results.pretaxIncome) * 100).toFixed(1)}% in fiscal ${before.fiscalYear}.`,
    ),
    subheading('Liquidity and Capital Resources'),
    p(
      `Cash and cash equivalents were ${million(now.closing.cash)} at the end of fiscal ${now.fiscalYear}. Operating activities generated ${million(results.operatingCash)}, capital expenditures were ${million(results.capitalExpenditure)}, dividends were ${million(results.dividends)} and repurchases of common stock were ${million(results.buybacks)}.`,
    ),
    paragraphs(words.liquidity(now)),
    subheading('Critical Accounting Estimates'),
    p(
      'The valuation of inventories and the impairment test of goodwill require judgment. A decrease of ten percent in the prices that we expect to obtain for slow-moving items would not have been material to either year.',
    ),
  ].join('');
}

function notes(doc: InlineDocument, company: GoodsCompany, years: Books[], columns: Column[], form: string): string {
  const now = years[0] as Books;
  const { period, results, closing } = now;
  const { words, profile } = company;
  const title = (number: number, text: string) => heading(`Note ${number} &#8211; ${escaped(text)}`);
  const [policiesFirst, ...policiesRest] = words.policies;
  const [before, after] = doc.block(
    'us-gaap:SignificantAccountingPoliciesTextBlock',
    [title(1, 'Summary of Significant Accounting Policies') + passages(policiesFirst ? [policiesFirst] : []), passages(policiesRest)],
    period,
  );
  doc.label('us-gaap:SignificantAccountingPoliciesTextBlock', 'Significant Accounting Policies [Text Block]');
  const one = (concept: string, label: string, inner: string) => {
    doc.label(concept, label);
    return doc.block(concept, [inner], period).join('');
  };
  const inventories = (books: Books) => {
    const total = books.closing.inventories;
    const raw = Math.round(total * 0.34);
    const work = Math.round(total * 0.11);
    return [raw, work, total - raw - work] as const;
  };
  const balances = years.slice(0, 2);
  const inventoryLines: Line[] =
    company.captions.inventories === 'Inventories'
      ? [
          { label: 'Raw materials', concept: 'us-gaap:InventoryRawMaterialsNetOfReserves', values: balances.map((b) => inventories(b)[0]) },
          {
            label: 'Work in process',
            concept: 'us-gaap:InventoryWorkInProcessNetOfReserves',
            values: balances.map((b) => inventories(b)[1]),
          },
          {
            label: 'Finished goods',
            concept: 'us-gaap:InventoryFinishedGoodsNetOfReserves',
            values: balances.map((b) => inventories(b)[2]),
          },
        ]
      : [];
  const current = Math.round(results.tax * 0.82);
  return [
    before,
    pageBreak(profile.name, form, 60),
    after,
    one(
      'us-gaap:SegmentReportingDisclosureTextBlock',
      'Segment Reporting Disclosure [Text Block]',
      title(2, 'Revenue and Segment Information') +
        p(
          escaped(
            `The chief operating decision maker reviews ${company.revenueWord} and gross profit of each segment. Assets are not reviewed by segment.`,
          ),
        ) +
        segmentTable(doc, company, columns, years),
    ),
    one(
      'us-gaap:InventoryDisclosureTextBlock',
      'Inventory Disclosure [Text Block]',
      title(3, company.captions.inventories) +
        p('Inventories are stated at the lower of cost, by the first-in, first-out method, and net realizable value.') +
        statement(
          doc,
          at(balances.map((b) => b.period)),
          [
            ...inventoryLines,
            {
              label: `Total ${company.captions.inventories.toLowerCase()}`,
              concept: 'us-gaap:InventoryNet',
              values: balances.map((b) => b.closing.inventories),
              kind: 'TOTAL',
            },
          ],
          MONEY,
        ),
    ),
    one(
      'us-gaap:DebtDisclosureTextBlock',
      'Debt Disclosure [Text Block]',
      title(4, 'Debt') +
        paragraphs(words.debt(now)) +
        p(
          `Long-term debt was $${figure(doc, { label: 'Long-term debt', concept: 'us-gaap:LongTermDebtNoncurrent' }, closing.debt, { end: period.end }, MONEY)} million at ${longDate(period.end)}.`,
        ),
    ),
    one(
      'us-gaap:IncomeTaxDisclosureTextBlock',
      'Income Tax Disclosure [Text Block]',
      title(5, 'Income Taxes') +
        statement(
          doc,
          columns.slice(0, 1),
          [
            { label: 'Current', concept: 'us-gaap:CurrentIncomeTaxExpenseBenefit', values: [current] },
            { label: 'Deferred', concept: 'us-gaap:DeferredIncomeTaxExpenseBenefit', values: [results.tax - current] },
            { label: 'Provision for income taxes', concept: 'us-gaap:IncomeTaxExpenseBenefit', values: [results.tax], kind: 'TOTAL' },
          ],
          MONEY,
        ) +
        p(
          `The statutory federal rate is ${doc.number('us-gaap:EffectiveIncomeTaxRateReconciliationAtFederalStatutoryIncomeTaxRate', 21, 'pure', period, { scale: -2, decimals: 2 })}%. ${escaped(company.statutoryNote)}`,
        ),
    ),
    one(
      'us-gaap:CommitmentsAndContingenciesDisclosureTextBlock',
      'Commitments and Contingencies Disclosure [Text Block]',
      title(6, 'Commitments and Contingencies') + paragraphs(words.legal(now)),
    ),
    one(
      'us-gaap:SubsequentEventsTextBlock',
      'Subsequent Events [Text Block]',
      title(7, 'Subsequent Events') + paragraphs(words.subsequent(now)),
    ),
  ].join('');
}

export const AUDIT =
  'In our opinion, the consolidated financial statements present fairly, in all material respects, the financial position of the Company and the results of its operations and its cash flows in conformity with accounting principles generally accepted in the United States of America. /s/ Sample & Example LLP, independent registered public accounting firm (PCAOB ID 0).';
export const byReference = (title: string) =>
  p(
    `The information required by this Item (${title}) is incorporated by reference to the definitive proxy statement for the annual meeting of shareholders, to be filed within 120 days after the end of the fiscal year.`,
  );

export function annualReport(
  company: GoodsCompany,
  years: Books[],
  options: { form: '10-K' | '10-K/A'; signedOn: string; explanatoryNote?: string; onlyFinancials?: boolean },
): Built {
  const [now, before] = years as [Books, Books];
  const { profile, words } = company;
  const { form } = options;
  const name = `${profile.prefix}-${now.period.end.replaceAll('-', '')}${form === '10-K/A' ? '_d2' : ''}`;
  const doc = new InlineDocument(profile, name);
  const cover = coverPage(doc, profile, {
    form,
    period: now.period,
    fiscalYear: now.fiscalYear,
    fiscalPeriod: 'FY',
    sharesAsOf: options.signedOn,
    explanatoryNote: options.explanatoryNote,
  });
  const columns = annual(years);
  const controls = (effective: boolean) =>
    p(
      `Management, with the participation of the principal executive and principal financial officers, concluded that disclosure controls and procedures were ${effective ? 'effective' : 'not effective, because of a material weakness in the control over inventory counts,'} at the end of the period covered by this report.`,
    );
  const restated = form === '10-K/A';
  const financials = () =>
    statements(doc, company, years, years.slice(0, 2), profile.name) +
    centred('NOTES TO CONSOLIDATED FINANCIAL STATEMENTS') +
    (restated ? heading('Restatement of Previously Issued Financial Statements') + p(escaped(options.explanatoryNote ?? '')) : '') +
    notes(doc, company, years, columns, form) +
    centred('REPORT OF INDEPENDENT REGISTERED PUBLIC ACCOUNTING FIRM') +
    p(escaped(AUDIT));
  const item = (number: string, title: string, content: string): Item => ({
    number: `Item ${number}.`,
    title,
    content,
    id: `item${number.toLowerCase()}`,
  });
  const part = (number: string): Item => ({ number: `PART ${number}`, title: '', id: `part${number}` });
  const item7 = () =>
    item('7', "Management's Discussion and Analysis of Financial Condition and Results of Operations", discussion(company, now, before));
  const item8 = () => item('8', 'Financial Statements and Supplementary Data', financials());
  const item9a = () => item('9A', 'Controls and Procedures', controls(!restated));
  const exhibits = item(
    '15',
    'Exhibits and Financial Statement Schedules',
    p(
      '(a) The financial statements are listed in Part II, Item 8. (b) Exhibits: 23.1 Consent of independent registered public accounting firm; 31.1 and 31.2 Certifications; 32.1 Certification; 101 Inline XBRL; 104 Cover page.',
    ),
  );
  const items: Item[] = options.onlyFinancials
    ? [part('II'), item7(), item8(), item9a(), part('IV'), exhibits]
    : [
        part('I'),
        item('1', 'Business', passages(words.business(now))),
        item(
          '1A',
          'Risk Factors',
          p('The following risks could harm our business, results of operations and financial condition.') + passages(words.risks(now)),
        ),
        item('1B', 'Unresolved Staff Comments', p('None.')),
        item(
          '1C',
          'Cybersecurity',
          p(
            'The Company keeps an inventory of its information systems, tests them at least once a year and trains all employees. The audit committee of the board of directors oversees the risk from cybersecurity threats and receives a report every quarter. No incident in the year had a material effect.',
          ),
        ),
        item('2', 'Properties', p(escaped(words.properties))),
        item('3', 'Legal Proceedings', paragraphs(words.legal(now))),
        item('4', 'Mine Safety Disclosures', p('Not applicable.')),
        part('II'),
        item(
          '5',
          "Market for Registrant's Common Equity, Related Stockholder Matters and Issuer Purchases of Equity Securities",
          p(
            escaped(
              `The common stock trades on ${profile.exchange.name} under the symbol ${profile.ticker}. In fiscal ${now.fiscalYear} the Company spent ${million(now.results.buybacks)} on repurchases and ${million(now.results.dividends)} on dividends.`,
            ),
          ),
        ),
        item('6', '[Reserved]', p('Not applicable.')),
        item7(),
        item('7A', 'Quantitative and Qualitative Disclosures About Market Risk', paragraphs(words.marketRisk(now))),
        item8(),
        item('9', 'Changes in and Disagreements with Accountants on Accounting and Financial Disclosure', p('None.')),
        item9a(),
        item(
          '9B',
          'Other Information',
          p('None of the directors or officers adopted or terminated a Rule 10b5-1 trading arrangement in the fourth quarter.'),
        ),
        item('9C', 'Disclosure Regarding Foreign Jurisdictions that Prevent Inspections', p('Not applicable.')),
        part('III'),
        item('10', 'Directors, Executive Officers and Corporate Governance', byReference('directors and governance')),
        item('11', 'Executive Compensation', byReference('executive compensation')),
        item(
          '12',
          'Security Ownership of Certain Beneficial Owners and Management and Related Stockholder Matters',
          byReference('security ownership'),
        ),
        item('13', 'Certain Relationships and Related Transactions, and Director Independence', byReference('related transactions')),
        item('14', 'Principal Accountant Fees and Services', byReference('accountant fees')),
        part('IV'),
        exhibits,
        item('16', 'Form 10-K Summary', p('None.')),
      ];
  const body = cover + itemised(profile, `Form ${form}`, items) + signatures(profile, options.signedOn);
  return built(doc, name, form, `${profile.name} ${form} ${now.fiscalYear}`, body);
}

export function quarterlyReport(
  company: GoodsCompany,
  quarter: { now: Books; before: Books; toDate?: { now: Books; before: Books }; yearEnd: Books; fiscalPeriod: 'Q1' | 'Q2' },
  signedOn: string,
): Built {
  const { profile, captions, words } = company;
  const { now, before, toDate, yearEnd } = quarter;
  const longest = toDate ?? { now, before };
  const name = `${profile.prefix}-${now.period.end.replaceAll('-', '')}`;
  const doc = new InlineDocument(profile, name);
  const cover = coverPage(doc, profile, {
    form: '10-Q',
    period: longest.now.period,
    fiscalYear: now.fiscalYear,
    fiscalPeriod: quarter.fiscalPeriod,
    sharesAsOf: signedOn,
  });
  const span = (b: Books) => `${b.weeks === 26 ? 'Twenty-six' : 'Thirteen'} weeks ended ${longDate(b.period.end)}`;
  const income = toDate ? [now, before, toDate.now, toDate.before] : [now, before];
  const columns = (list: Books[]): Column[] => list.map((b) => ({ heading: span(b), period: b.period }));
  const title = (text: string) =>
    centred(escaped(profile.name.toUpperCase())) + centred(text) + centred('(Unaudited, in millions, except per-share amounts)', false);
  const flows = [longest.now, longest.before];
  const financials = [
    title('CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS'),
    statement(
      doc,
      columns(income),
      incomeStatement(
        captions,
        income.map((b) => b.results),
        income.map((b) => b.shares),
      ),
      MONEY,
    ),
    title('CONDENSED CONSOLIDATED BALANCE SHEETS'),
    statement(doc, at([now.period, yearEnd.period]), balanceSheet(captions, [now.closing, yearEnd.closing]), MONEY),
    title('CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS'),
    statement(
      doc,
      columns(flows),
      cashFlows(
        captions,
        flows.map((b) => b.results),
        flows.map((b) => b.opening.cash),
      ),
      MONEY,
    ),
    centred('NOTES TO CONDENSED CONSOLIDATED FINANCIAL STATEMENTS'),
    heading('Note 1 &#8211; Basis of Presentation'),
    p(
      'The condensed consolidated financial statements are unaudited and should be read together with the annual report on Form 10-K. Results of an interim period do not tell those of the year.',
    ),
    heading('Note 2 &#8211; Revenue and Segment Information'),
    segmentTable(doc, company, columns(income), income),
    heading('Note 3 &#8211; Contingencies'),
    paragraphs(words.legal(now)),
  ].join('');
  const growth = `Total ${company.revenueWord} ${moved(now.results.totalRevenue, before.results.totalRevenue)} to ${million(now.results.totalRevenue)} in the quarter from ${million(before.results.totalRevenue)} in the same quarter of the year before. Net income was ${million(now.results.netIncome)} compared with ${million(before.results.netIncome)}.`;
  const item = (partNumber: string, number: string, heading_: string, content: string): Item => ({
    number: `Item ${number}.`,
    title: heading_,
    content,
    id: `part${partNumber}item${number.toLowerCase()}`,
  });
  const items: Item[] = [
    { number: 'PART I', title: 'FINANCIAL INFORMATION', id: 'part1' },
    item('1', '1', 'Financial Statements', financials),
    item(
      '1',
      '2',
      "Management's Discussion and Analysis of Financial Condition and Results of Operations",
      p(escaped(growth)) +
        changeTable(company, now, before, 'Thirteen weeks ended') +
        words
          .segmentCauses(now, before)
          .map((text) => bullet(escaped(text)))
          .join('') +
        p(
          escaped(
            `Operating activities generated ${million(longest.now.results.operatingCash)} in the period, and cash and cash equivalents were ${million(now.closing.cash)} at its end.`,
          ),
        ),
    ),
    item(
      '1',
      '3',
      'Quantitative and Qualitative Disclosures About Market Risk',
      p('There were no material changes to the market risks described in the annual report.'),
    ),
    item(
      '1',
      '4',
      'Controls and Procedures',
      p(
        'Disclosure controls and procedures were effective at the end of the quarter. There were no changes in internal control over financial reporting that materially affected it.',
      ),
    ),
    { number: 'PART II', title: 'OTHER INFORMATION', id: 'part2' },
    item('2', '1', 'Legal Proceedings', paragraphs(words.legal(now))),
    item('2', '1A', 'Risk Factors', p('There were no material changes to the risk factors described in the annual report on Form 10-K.')),
    item(
      '2',
      '2',
      'Unregistered Sales of Equity Securities and Use of Proceeds',
      p(escaped(`Repurchases of common stock in the quarter amounted to ${million(now.results.buybacks)}.`)),
    ),
    item('2', '5', 'Other Information', p('None.')),
    item('2', '6', 'Exhibits', p('31.1 and 31.2 Certifications; 32.1 Certification; 101 Inline XBRL; 104 Cover page.')),
  ];
  const body = cover + itemised(profile, 'Form 10-Q', items) + signatures(profile, signedOn);
  return built(doc, name, '10-Q', `${profile.name} 10-Q ${quarter.fiscalPeriod} ${now.fiscalYear}`, body);
}

/** The 8-K of a quarter's results: Items 2.02 and 9.01 and the release as EX-99.1. */
export function resultsAnnouncement(
  company: GoodsCompany,
  now: Books,
  before: Books,
  options: { on: string; quarter: string; outlook: string },
): Built {
  const { profile } = company;
  const { results } = now;
  const name = `${profile.prefix}-${options.on.replaceAll('-', '')}`;
  const perShare = (b: Books) => (b.results.netIncome / b.shares.diluted).toFixed(2);
  const release = [
    centred(escaped(`${profile.name} Reports ${options.quarter} Results`)),
    p(
      escaped(
        `${profile.city}, ${longDate(options.on)} — ${profile.name} (${profile.ticker}) today announced results for its ${options.quarter.toLowerCase()} ended ${longDate(now.period.end)}. Total ${company.revenueWord} ${moved(results.totalRevenue, before.results.totalRevenue)} to ${million(results.totalRevenue)}. Net income was ${million(results.netIncome)}, or $${perShare(now)} per diluted share, compared with ${million(before.results.netIncome)}, or $${perShare(before)} per diluted share, a year earlier.`,
      ),
    ),
    changeTable(company, now, before, 'Quarter ended'),
    ...company.words.segmentCauses(now, before).map((text) => bullet(escaped(text))),
    subheading('Outlook'),
    p(escaped(options.outlook)),
    subheading('Condensed Statement of Operations (in millions)'),
    table(
      [['', longDate(now.period.end), longDate(before.period.end)]],
      [
        {
          label: company.captions.revenue,
          cells: [results.totalRevenue, before.results.totalRevenue].map((v) => v.toLocaleString('en-US')),
        },
        { label: 'Gross profit', cells: [results.grossProfit, before.results.grossProfit].map(String) },
        { label: 'Operating income', cells: [results.operatingIncome, before.results.operatingIncome].map(String) },
        { label: 'Net income', cells: [results.netIncome, before.results.netIncome].map(String), kind: 'TOTAL' },
      ],
    ),
    p('This release belongs to a fictional company.'),
  ].join('');
  return currentReport(company.profile, name, options.on, options.quarter, release);
}

export function currentReport(profile: GoodsCompany['profile'], name: string, on: string, quarter: string, release: string): Built {
  const doc = new InlineDocument(profile, name);
  const period = { start: on, end: on };
  const cover = coverPage(doc, profile, { form: '8-K', period, fiscalYear: 0, fiscalPeriod: 'FY', sharesAsOf: on });
  const body = [
    cover,
    heading('Item 2.02&#160;&#160;&#160;Results of Operations and Financial Condition.'),
    p(
      escaped(
        `On ${longDate(on)}, ${profile.name} issued a press release about its results for the ${quarter.toLowerCase()}. A copy is furnished as Exhibit 99.1. The information in this Item is furnished and shall not be deemed filed for purposes of Section 18 of the Securities Exchange Act of 1934.`,
      ),
    ),
    heading('Item 9.01&#160;&#160;&#160;Financial Statements and Exhibits.'),
    p('(d) Exhibits'),
    table(
      [['Exhibit number', 'Description']],
      [
        { label: '99.1', cells: ['Press release'] },
        { label: '104', cells: ['Cover Page Interactive Data File'] },
      ],
      { currency: false },
    ),
    signatures(profile, on),
  ].join('');
  const main = built(doc, name, '8-K', `${profile.name} 8-K`, body);
  main.files.splice(1, 0, {
    name: `${profile.prefix}ex991.htm`,
    type: 'EX-99.1',
    description: 'PRESS RELEASE',
    content: `<html><head><title>Press release</title></head><body>\n${release}</body></html>\n`,
  });
  return main;
}

export function built(doc: InlineDocument, name: string, form: string, title: string, body: string): Built {
  return {
    name,
    files: [
      { name: `${name}.htm`, type: form, description: form, content: doc.toString(title, body) },
      { name: `${name}.xsd`, type: 'EX-101.SCH', description: 'XBRL TAXONOMY EXTENSION SCHEMA DOCUMENT', content: doc.schema() },
      {
        name: `${name}_lab.xml`,
        type: 'EX-101.LAB',
        description: 'XBRL TAXONOMY EXTENSION LABEL LINKBASE DOCUMENT',
        content: doc.labelLinkbase(),
      },
    ],
  };
}
