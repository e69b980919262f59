/**
 * The SGML header names 8-K items by title where the submissions JSON has numbers.
 * Source: Form 8-K, General Instructions (effective 23 August 2004, 1.05 since 2023); before that the form had Items 1 to 12.
 */
const SINCE_2004: Record<string, string> = {
  'entry into a material definitive agreement': '1.01',
  'termination of a material definitive agreement': '1.02',
  'bankruptcy or receivership': '1.03',
  'mine safety - reporting of shutdowns and patterns of violations': '1.04',
  'material cybersecurity incidents': '1.05',
  'completion of acquisition or disposition of assets': '2.01',
  'results of operations and financial condition': '2.02',
  'creation of a direct financial obligation or an obligation under an off-balance sheet arrangement of a registrant': '2.03',
  'triggering events that accelerate or increase a direct financial obligation or an obligation under an off-balance sheet arrangement':
    '2.04',
  'costs associated with exit or disposal activities': '2.05',
  'cost associated with exit or disposal activities': '2.05',
  'material impairments': '2.06',
  'notice of delisting or failure to satisfy a continued listing rule or standard; transfer of listing': '3.01',
  'unregistered sales of equity securities': '3.02',
  'material modifications to rights of security holders': '3.03',
  'material modification to rights of security holders': '3.03',
  "changes in registrant's certifying accountant": '4.01',
  'non-reliance on previously issued financial statements or a related audit report or completed interim review': '4.02',
  'changes in control of registrant': '5.01',
  'departure of directors or certain officers; election of directors; appointment of certain officers: compensatory arrangements of certain officers':
    '5.02',
  'departure of directors or principal officers; election of directors; appointment of principal officers': '5.02',
  'amendments to articles of incorporation or bylaws; change in fiscal year': '5.03',
  "temporary suspension of trading under registrant's employee benefit plans": '5.04',
  "amendments to the registrant's code of ethics, or waiver of a provision of the code of ethics": '5.05',
  'change in shell company status': '5.06',
  'submission of matters to a vote of security holders': '5.07',
  'shareholder director nominations': '5.08',
  'abs informational and computational material': '6.01',
  'change of servicer or trustee': '6.02',
  'change in credit enhancement or other external support': '6.03',
  'failure to make a required distribution': '6.04',
  'securities act updating disclosure': '6.05',
  'static pool': '6.06',
  'regulation fd disclosure': '7.01',
  'other events': '8.01',
  'financial statements and exhibits': '9.01',
};
const BEFORE_2004: Record<string, string> = {
  'changes in control of registrant': '1',
  'acquisition or disposition of assets': '2',
  'bankruptcy or receivership': '3',
  "changes in registrant's certifying accountant": '4',
  'other events': '5',
  "resignations of registrant's directors": '6',
  'financial statements and exhibits': '7',
  'change in fiscal year': '8',
  'regulation fd disclosure': '9',
  "amendments to the registrant's code of ethics, or waiver of a provision of the code of ethics": '10',
  "temporary suspension of trading under registrant's employee benefit plans": '11',
  'results of operations and financial condition': '12',
};

const normalise = (title: string) => title.toLowerCase().replaceAll('\u2019', "'").replace(/\s+/g, ' ').replace(/\.$/, '').trim();

/** The number of an item, `2.02`, from a number or a title; undefined where it is neither. `filedAt` is YYYY-MM-DD. */
export function itemNumber(text: string, filedAt: string | undefined): string | undefined {
  const numbered = /^(?:item\s+)?(\d{1,2}(?:\.\d{2})?)\b/i.exec(text.trim());
  if (numbered) return numbered[1];
  return (filedAt !== undefined && filedAt < '2004-08-23' ? BEFORE_2004 : SINCE_2004)[normalise(text)];
}
