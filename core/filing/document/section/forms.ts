/** The items that a form is made of, in the order that the form prescribes. Source: the SEC's forms 10-K, 10-Q, 20-F and 8-K. */
export interface ItemSpec {
  key: string;
  /** `1A`, `7`, `2.02` */
  item: string;
  part: number;
  title: string;
  /** What its heading says, in any of the wordings of the years. */
  pattern: RegExp;
  /** First fiscal year in which the form has it. */
  since?: number;
  /** Last fiscal year in which the form has it. */
  until?: number;
  /** Shorter than this and not by reference: something is wrong. */
  leastLength?: number;
}

type Row = [part: number, item: string, title: string, pattern: RegExp, options?: Pick<ItemSpec, 'since' | 'until' | 'leastLength'>];

const build = (rows: Row[]): ItemSpec[] =>
  rows.map(([part, item, title, pattern, options]) => ({
    key: `part${part}.item${item.toLowerCase()}`,
    item,
    part,
    title,
    pattern,
    ...options,
  }));

const business = /\bbusiness\b/i;
const mda = /\bmanagement\W{0,3}s?\W{0,3}\s+(?:narrative\s+)?(?:discussion|analysis|plan)|\bplan of operation/i;
const market = /\b(?:quantitative|qualitative)\b.{0,30}\b(?:disclosures?|information)?.{0,10}\bmarket\s+risk|\bmarket\s+risk/i;
const statements = /\bfinancial\s+statements|\bconsolidated\s+statements/i;
const controls = /\bcontrols?\s+and\s+procedures/i;
const legal = /\blegal\s+(?:proceedings|matters)|\blitigation/i;
const equity =
  /\bmarket\s+(?:for|price)|\bcommon\s+(?:stock|equity)|\bunregistered\s+sales|\bissuer\s+purchases|\bchanges\s+in\s+securities/i;
const vote = /\bsubmission\s+of\s+matters|\bmine\s+safety|\(?reserved\)?|\bremoved/i;

const tenK = build([
  [1, '1', 'Business', business, { leastLength: 1500 }],
  [1, '1A', 'Risk Factors', /\brisk\s+factors/i, { since: 2005, leastLength: 60 }],
  [1, '1B', 'Unresolved Staff Comments', /\bunresolved\s+(?:staff\s+)?comments/i, { since: 2005 }],
  [1, '1C', 'Cybersecurity', /\bcyber\s?-?\s?security/i, { since: 2023 }],
  [1, '2', 'Properties', /\bpropert(?:y|ies)\b/i],
  [1, '3', 'Legal Proceedings', legal],
  [1, '4', 'Mine Safety Disclosures', vote],
  [2, '5', 'Market for Registrant’s Common Equity', equity],
  [2, '6', 'Selected Financial Data', /\bselected\b.{0,40}\bdata|\bfinancial\s+(?:data|highlights|summary)|\breserved\b|\bremoved\b/i],
  [2, '7', 'Management’s Discussion and Analysis', mda, { leastLength: 2000 }],
  [2, '7A', 'Quantitative and Qualitative Disclosures About Market Risk', market, { since: 1997 }],
  [2, '8', 'Financial Statements and Supplementary Data', statements, { leastLength: 5000 }],
  [2, '9', 'Changes in and Disagreements with Accountants', /\bdisagreements\b|\bchanges\s+in\b.{0,30}\baccountants/i],
  [2, '9A', 'Controls and Procedures', controls, { since: 2003 }],
  [2, '9B', 'Other Information', /\bother\s+information/i, { since: 2004 }],
  [2, '9C', 'Disclosure Regarding Foreign Jurisdictions that Prevent Inspections', /\bforeign\s+jurisdictions?/i, { since: 2021 }],
  [3, '10', 'Directors, Executive Officers and Corporate Governance', /\bdirectors\b/i],
  [3, '11', 'Executive Compensation', /\bexecutive\s+compensation|\bremuneration/i],
  [3, '12', 'Security Ownership of Certain Beneficial Owners', /\bsecurity\s+ownership|\bbeneficial\s+owners/i],
  [
    3,
    '13',
    'Certain Relationships and Related Transactions',
    /\bcertain\s+relationships|\brelated\s+(?:party\s+)?(?:transactions|person)/i,
  ],
  [3, '14', 'Principal Accountant Fees and Services', /\baccount(?:ant|ing)\w*\s+fees|\bcontrols\s+and\s+procedures|\bexhibits/i],
  [4, '15', 'Exhibits and Financial Statement Schedules', /\bexhibits?\b|\bfinancial\s+statement\s+schedules/i, { since: 2003 }],
  [4, '16', 'Form 10-K Summary', /\bsummary\b/i, { since: 2016 }],
]);

const tenQ = build([
  [1, '1', 'Financial Statements', statements, { leastLength: 3000 }],
  [1, '2', 'Management’s Discussion and Analysis', mda, { leastLength: 1500 }],
  [1, '3', 'Quantitative and Qualitative Disclosures About Market Risk', market, { since: 1997 }],
  [1, '4', 'Controls and Procedures', controls, { since: 2002 }],
  [2, '1', 'Legal Proceedings', legal],
  [2, '1A', 'Risk Factors', /\brisk\s+factors/i, { since: 2005 }],
  [2, '2', 'Unregistered Sales of Equity Securities and Use of Proceeds', equity],
  [2, '3', 'Defaults Upon Senior Securities', /\bdefaults?\s+(?:up)?on\b/i],
  [2, '4', 'Mine Safety Disclosures', vote],
  [2, '5', 'Other Information', /\bother\s+information/i],
  [2, '6', 'Exhibits', /\bexhibits?\b/i],
]);

const twentyF = build([
  [1, '1', 'Identity of Directors, Senior Management and Advisers', /\bidentity\s+of\s+directors|\bdescription\s+of\s+business/i],
  [1, '2', 'Offer Statistics and Expected Timetable', /\boffer\s+statistics|\bdescription\s+of\s+propert/i],
  [1, '3', 'Key Information', /\bkey\s+information|\blegal\s+proceedings/i],
  [1, '4', 'Information on the Company', /\binformation\s+on\s+the\s+(?:company|group)|\bcontrol\s+of\s+registrant/i],
  [1, '4A', 'Unresolved Staff Comments', /\bunresolved\s+(?:staff\s+)?comments/i, { since: 2005 }],
  [
    1,
    '5',
    'Operating and Financial Review and Prospects',
    /\boperating\s+and\s+financial\s+review|\bnature\s+of\s+(?:the\s+)?trading\s+market/i,
  ],
  [1, '6', 'Directors, Senior Management and Employees', /\bdirectors,?\s+senior\s+management|\bexchange\s+controls/i],
  [1, '7', 'Major Shareholders and Related Party Transactions', /\bmajor\s+(?:share|stock)holders|\btaxation/i],
  [1, '8', 'Financial Information', /\bfinancial\s+information|\bselected\b.{0,30}\bdata/i],
  [
    1,
    '9',
    'The Offer and Listing',
    /\boffer\s+and\s+(?:the\s+)?listing|\bmanagement\W{0,3}s?\W{0,3}\s+discussion|\boperating\s+and\s+financial/i,
  ],
  [1, '9A', 'Quantitative and Qualitative Disclosures About Market Risk', market, { until: 2000 }],
  [1, '10', 'Additional Information', /\badditional\s+information|\bdirectors\s+and\s+officers/i],
  [1, '11', 'Quantitative and Qualitative Disclosures About Market Risk', /\bmarket\s+risk|\bcompensation\s+of\s+directors/i],
  [1, '12', 'Description of Securities Other than Equity Securities', /\bdescription\s+of\s+securities|\boptions\s+to\s+purchase/i],
  [1, '13', 'Defaults, Dividend Arrearages and Delinquencies', /\bdefaults|\binterest\s+of\s+management/i],
  [2, '14', 'Material Modifications to the Rights of Security Holders', /\bmaterial\s+modifications|\bdescription\s+of\s+securities/i],
  [2, '15', 'Controls and Procedures', /\bcontrols\s+and\s+procedures|\bdefaults\s+upon/i],
  [2, '16', 'Reserved', /\breserved|\bchanges\s+in\s+securities/i],
  [2, '16A', 'Audit Committee Financial Expert', /\baudit\s+committee\s+financial\s+expert/i, { since: 2003 }],
  [2, '16B', 'Code of Ethics', /\bcode\s+of\s+(?:ethics|conduct)/i, { since: 2003 }],
  [2, '16C', 'Principal Accountant Fees and Services', /\baccount(?:ant|ing)\w*\s+fees/i, { since: 2003 }],
  [2, '16D', 'Exemptions from the Listing Standards for Audit Committees', /\bexemptions?\s+from\b/i, { since: 2004 }],
  [2, '16E', 'Purchases of Equity Securities by the Issuer', /\bpurchases?\s+of\s+equity/i, { since: 2004 }],
  [2, '16F', 'Change in Registrant’s Certifying Accountant', /\bcertifying\s+accountant/i, { since: 2009 }],
  [2, '16G', 'Corporate Governance', /\bcorporate\s+governance/i, { since: 2008 }],
  [2, '16H', 'Mine Safety Disclosure', /\bmine\s+safety/i, { since: 2011 }],
  [2, '16I', 'Disclosure Regarding Foreign Jurisdictions', /\bforeign\s+jurisdictions?/i, { since: 2021 }],
  [2, '16J', 'Insider Trading Policies', /\binsider\s+trading/i, { since: 2023 }],
  [2, '16K', 'Cybersecurity', /\bcyber\s?-?\s?security/i, { since: 2023 }],
  [3, '17', 'Financial Statements', statements],
  [3, '18', 'Financial Statements', statements],
  [3, '19', 'Exhibits', /\bexhibits?\b|\bfinancial\s+statements\s+and\s+exhibits/i],
]);

const currentItems: readonly [string, string, RegExp][] = [
  ['1.01', 'Entry into a Material Definitive Agreement', /\bmaterial\s+definitive/i],
  ['1.02', 'Termination of a Material Definitive Agreement', /\btermination\b/i],
  ['1.03', 'Bankruptcy or Receivership', /\bbankruptcy/i],
  ['1.04', 'Mine Safety', /\bmine\s+safety/i],
  ['1.05', 'Material Cybersecurity Incidents', /\bcyber/i],
  ['2.01', 'Completion of Acquisition or Disposition of Assets', /\bacquisition|\bdisposition/i],
  ['2.02', 'Results of Operations and Financial Condition', /\bresults\s+of\s+operations/i],
  ['2.03', 'Creation of a Direct Financial Obligation', /\bfinancial\s+obligation/i],
  ['2.04', 'Triggering Events That Accelerate an Obligation', /\btriggering/i],
  ['2.05', 'Costs Associated with Exit or Disposal Activities', /\bexit\b/i],
  ['2.06', 'Material Impairments', /\bimpairment/i],
  ['3.01', 'Notice of Delisting', /\bdelisting/i],
  ['3.02', 'Unregistered Sales of Equity Securities', /\bunregistered/i],
  ['3.03', 'Material Modification to Rights of Security Holders', /\bmodification/i],
  ['4.01', 'Changes in Registrant’s Certifying Accountant', /\bcertifying\s+accountant/i],
  ['4.02', 'Non-Reliance on Previously Issued Financial Statements', /\bnon-?\s?reliance/i],
  ['5.01', 'Changes in Control of Registrant', /\bcontrol\b/i],
  ['5.02', 'Departure or Election of Directors or Officers', /\bdeparture|\belection|\bcompensatory/i],
  ['5.03', 'Amendments to Articles or Bylaws', /\bamendments?/i],
  ['5.04', 'Temporary Suspension of Trading Under Benefit Plans', /\bsuspension/i],
  ['5.05', 'Amendments to the Code of Ethics', /\bethics/i],
  ['5.06', 'Change in Shell Company Status', /\bshell/i],
  ['5.07', 'Submission of Matters to a Vote of Security Holders', /\bvote|\bsubmission/i],
  ['5.08', 'Shareholder Director Nominations', /\bnominations/i],
  ['6.01', 'ABS Informational and Computational Material', /\binformational/i],
  ['6.02', 'Change of Servicer or Trustee', /\bservicer/i],
  ['6.03', 'Change in Credit Enhancement', /\benhancement/i],
  ['6.04', 'Failure to Make a Required Distribution', /\bdistribution/i],
  ['6.05', 'Securities Act Updating Disclosure', /\bupdating/i],
  ['6.06', 'Static Pool', /\bstatic/i],
  ['7.01', 'Regulation FD Disclosure', /\bregulation\s+fd/i],
  ['8.01', 'Other Events', /\bother\s+events/i],
  ['9.01', 'Financial Statements and Exhibits', /\bexhibits?\b/i],
];
const eightK: ItemSpec[] = currentItems.map(([item, title, pattern]) => ({ key: `item${item}`, item, part: 0, title, pattern }));

/** Items of 8-Ks until August 2004, which had one number. */
const oldEightK: ItemSpec[] = (
  [
    ['1', 'Changes in Control of Registrant', /\bcontrol/i],
    ['2', 'Acquisition or Disposition of Assets', /\bacquisition|\bdisposition/i],
    ['3', 'Bankruptcy or Receivership', /\bbankruptcy/i],
    ['4', 'Changes in Registrant’s Certifying Accountant', /\baccountant/i],
    ['5', 'Other Events', /\bother\s+(?:events|matters)|\bregulation\s+fd/i],
    ['6', 'Resignations of Directors', /\bresignation/i],
    ['7', 'Financial Statements and Exhibits', /\bexhibits?\b|\bfinancial\s+statements/i],
    ['8', 'Change in Fiscal Year', /\bfiscal\s+year/i],
    ['9', 'Regulation FD Disclosure', /\bregulation\s+fd/i],
    ['10', 'Amendments to the Code of Ethics', /\bethics/i],
    ['11', 'Temporary Suspension of Trading', /\bsuspension/i],
    ['12', 'Results of Operations and Financial Condition', /\bresults\s+of\s+operations|\bdisclosure\s+of\s+results/i],
  ] as [string, string, RegExp][]
).map(([item, title, pattern]) => ({ key: `item${item}`, item, part: 0, title, pattern }));

/** The items of a form; amendments have those of what they amend. Empty for forms without items. */
export function itemsOf(form: string): ItemSpec[] {
  const base = form.toUpperCase().replace(/\/A$/, '');
  if (/^10-?K|^10-KT/.test(base)) return tenK;
  if (/^10-?Q|^10-QT/.test(base)) return tenQ;
  if (base.startsWith('20-F')) return twentyF;
  if (base.startsWith('8-K')) return [...eightK, ...oldEightK];
  return [];
}

/** Forms whose every item has to be there, or be missed. */
export const isPeriodic = (form: string): boolean => /^(?:10-?[KQ]|20-F)/i.test(form);
