/** What a proxy statement tells, by the titles that Schedule 14A's items go by. The first that fits a heading decides. */
export const proxyTopics: readonly { key: string; title: string; pattern: RegExp }[] = [
  {
    key: 'proxy.proposal',
    title: 'Proposal',
    pattern:
      /^(?:agenda |company |management |stockholder |shareholder )*(?:proposal|item)\s*(?:no\.?\s*|number\s*|#\s*)?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b/i,
  },
  { key: 'proxy.pay-versus-performance', title: 'Pay Versus Performance', pattern: /^pay[\s-]+(?:versus|vs\.?)[\s-]+performance\b/i },
  { key: 'proxy.pay-ratio', title: 'CEO Pay Ratio', pattern: /\bpay ratio\b/i },
  { key: 'proxy.summary-compensation', title: 'Summary Compensation Table', pattern: /^(?:\d{4}\s+)?summary compensation table\b/i },
  {
    key: 'proxy.compensation-discussion',
    title: 'Compensation Discussion and Analysis',
    pattern: /^compensation discussion (?:and|&) analysis\b/i,
  },
  {
    key: 'proxy.compensation-committee-report',
    title: 'Compensation Committee Report',
    pattern: /\bcompensation(?:\s+\w+){0,4} committee report\b|^report of the (?:\w+\s+){0,5}compensation/i,
  },
  {
    key: 'proxy.director-compensation',
    title: 'Director Compensation',
    pattern:
      /^(?:\d{4}\s+)?(?:non[\s-]?employee\s+|outside\s+)?directors?['’]?s? compensation\b|^compensation of (?:non[\s-]?employee |outside )?directors\b/i,
  },
  {
    key: 'proxy.executive-compensation',
    title: 'Executive Compensation',
    pattern: /^executive(?: officer)? compensation\b|^compensation of (?:named )?executive officers\b/i,
  },
  {
    key: 'proxy.termination-payments',
    title: 'Potential Payments upon Termination or Change in Control',
    pattern: /^(?:potential )?payments? (?:up)?on (?:a )?(?:termination|change)/i,
  },
  {
    key: 'proxy.beneficial-ownership',
    title: 'Security Ownership',
    pattern:
      /^(?:security|stock|share|beneficial)\s*(?:holdings|ownership)\b|^ownership of (?:our |the company['’]s )?(?:securities|common stock|shares)\b/i,
  },
  {
    key: 'proxy.audit-committee-report',
    title: 'Audit Committee Report',
    pattern: /\baudit(?:\s+\w+){0,3} committee report\b|^report of the (?:\w+\s+){0,3}audit/i,
  },
  {
    key: 'proxy.audit-fees',
    title: 'Fees of the Independent Auditor',
    pattern:
      /^(?:audit|principal account\w+|independent (?:registered )?(?:public )?(?:audit|account)\w*).{0,60}\bfees\b|^fees (?:paid|billed|of|for)\b/i,
  },
  {
    key: 'proxy.executive-officers',
    title: 'Executive Officers',
    pattern: /^(?:our |information about our )?executive officers(?: of the (?:company|registrant))?$/i,
  },
  {
    key: 'proxy.governance',
    title: 'Corporate Governance',
    pattern:
      /^(?:our )?corporate governance\b|^governance of the company\b|^board (?:of directors )?(?:and|structure|leadership|matters)\b/i,
  },
  {
    key: 'proxy.directors',
    title: 'Directors',
    pattern:
      /^(?:our |information about (?:our |the )?)?(?:director nominees?|nominees?(?: for (?:election|director))?|directors? biograph\w*|board of directors|directors continuing)\b|^election of directors\b/i,
  },
  {
    key: 'proxy.related-persons',
    title: 'Related Person Transactions',
    pattern: /^(?:certain relationships|related[\s-](?:person|party)|transactions with related|review.{0,20}related)/i,
  },
  { key: 'proxy.equity-plans', title: 'Equity Compensation Plan Information', pattern: /^equity compensation plan\b/i },
  {
    key: 'proxy.holder-proposals',
    title: 'Proposals for the Next Annual Meeting',
    pattern: /^(?:stockholder|shareholder|shareowner)s?['’]?s?\s+(?:proposals?|nominations?)\b|^(?:deadline|submission).{0,40}proposals\b/i,
  },
  {
    key: 'proxy.meeting',
    title: 'About the Meeting',
    pattern:
      /^(?:questions and answers|general information|about (?:the|our) (?:annual |special )?meeting|information about (?:the|our|this) (?:annual |special )?(?:meeting|proxy|solicitation)|voting (?:information|procedures|instructions|and)|notice of (?:the |our )?(?:\d{4} )?(?:annual|special) (?:general )?meeting)\b/i,
  },
  { key: 'proxy.other-matters', title: 'Other Matters', pattern: /^other (?:matters|business|information)$/i },
];
