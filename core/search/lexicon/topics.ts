/**
 * Subjects that questions about filings keep coming back to, the words filers use for them, and where such text stands by the form's own
 * rules (Regulation S-K items, Form 8-K items, Regulation S-X notes).
 */
export interface Topic {
  topic: string;
  /** In the question; matched like accounting names. */
  names: readonly string[];
  /** As filers write; joins the query with a lower weight. */
  lines: readonly string[];
  /** Section keys or their starts, most likely first. */
  sections: readonly string[];
}

const topic = (name: string, sections: string, names: string, lines: string): Topic => ({
  topic: name,
  sections: sections.split(' ').filter(Boolean),
  names: names.split(';').map((value) => value.trim()),
  lines: lines.split(';').map((value) => value.trim()),
});

export const TOPICS: readonly Topic[] = [
  topic(
    'legal',
    'part1.item3 part2.item1 note',
    'legal; litigation; lawsuit; lawsuits; legal battles; legal proceedings; legal matters; sued; court; settlement; class action',
    'legal proceedings; litigation; contingencies; claims; loss contingencies',
  ),
  topic(
    'acquisitions',
    'part2.item7 note item2.01',
    'acquisition; acquisitions; acquired; acquire; merger; mergers; m&a; business combination; purchased company; takeover; termination fee; breakup fee',
    'acquisitions; acquisition; business combinations; purchase price allocation; acquired; completed the acquisition',
  ),
  topic(
    'divestitures',
    'note item2.01',
    'divestiture; divestitures; divested; spin off; spinoff; spun off; separation; discontinued operation; discontinued operations; sold business; disposal; carve out',
    'discontinued operations; separation; divestiture; spin-off; exchange offer; pro forma',
  ),
  topic(
    'geography',
    'part1.item1 part2.item7 note',
    'geography; geographies; geographic; geographical; region; regions; regional; country; countries; where operate; international; foreign; domestic',
    'geographic; geographic areas; international; united states; europe; asia pacific; north america; latin america',
  ),
  topic(
    'segments',
    'part1.item1 part2.item7 note',
    'segment; segments; business segment; division; divisions; business unit; reporting segment; reportable segment; business line',
    'reportable segments; segment; segment results; segment information; division',
  ),
  topic(
    'products',
    'part1.item1',
    'product; products; services; brands; product category; product categories; offerings; major products',
    'products; services; brands; product category; product lines; comparable sales',
  ),
  topic(
    'customers',
    'part1.item1 note part1.item1a',
    'customer; customers; customer concentration; primary customers; major customer; clients',
    'customers; customer concentration; accounted for more than 10%; concentration; significant customers',
  ),
  topic(
    'competition',
    'part1.item1 part1.item1a',
    'competition; competitor; competitors; compete; market share; industry',
    'competition; competitors; compete; competitive; industry',
  ),
  topic(
    'seasonality',
    'part1.item1 part2.item7',
    'seasonal; seasonality; cyclical; cyclicality',
    'seasonality; seasonal; cyclical; fluctuations',
  ),
  topic(
    'employees',
    'part1.item1',
    'employee; employees; headcount; workforce; human capital; staff',
    'employees; human capital; workforce; full-time',
  ),
  topic(
    'risk',
    'part1.item1a part2.item1a',
    'risk; risks; risk factors; threats; exposed; exposure; vulnerable',
    'risk factors; adversely affect; could harm; risks',
  ),
  topic(
    'properties',
    'part1.item2',
    'properties; stores; store count; number of stores; locations; facilities; square feet; headquarters; warehouses; plants',
    'properties; stores; total stores; store count; square feet; stores at end of period; stores opened; stores closed',
  ),
  topic(
    'guidance',
    'item2.02 item7.01 item9.01',
    'guidance; outlook; expects; expected; forecast; forecasting; expectation; projected; projection; anticipate; full year guidance; accelerate',
    'guidance; outlook; expects; expect; full year; forward-looking; estimated',
  ),
  topic(
    'drivers',
    'part2.item7 part1.item2',
    'drove; driver; drivers; driven; caused; reason; reasons; due to; why; explain change; contributed',
    'primarily due to; driven by; increase was due to; decrease; offset by; reflects; as a result of',
  ),
  topic(
    'results',
    'part2.item7 part1.item2 item2.02 item9.01',
    'growth; grew; grow; decline; declined; increase; increased; decrease; performance; performed; performed best; best; worst; highest; lowest; drop',
    'increase; decrease; % change; growth; compared to; percent change',
  ),
  topic(
    'liquidity',
    'part2.item7',
    'liquidity; liquid; capital resources; cash requirements; solvency; liquidity profile',
    'liquidity and capital resources; cash requirements; sources of liquidity',
  ),
  topic(
    'credit',
    'note item1.01 item2.03',
    'credit agreement; credit facility; revolving credit; revolver; unsecured revolving; line of credit; borrow; covenant; covenants; loan agreement; lenders',
    'credit agreement; revolving credit agreement; credit facility; aggregate commitments; borrow up to; unsecured revolving credit; lenders',
  ),
  topic(
    'notes-registered',
    'cover',
    'registered to trade; registered on; national securities exchange; securities exchange; debt securities registered; listed securities; trading symbol; listed',
    'securities registered pursuant to section 12(b) of the act; title of each class; trading symbol; name of each exchange on which registered; notes due',
  ),
  topic(
    'debt-maturities',
    'note part2.item7',
    'maturity; maturities; mature; repay; due within; debt maturities; refinancing',
    'maturities; aggregate maturities; principal payments; due',
  ),
  topic(
    'investments',
    'note',
    'short term investments; debt type; investments; securities portfolio; fair value; corporate bonds; treasury',
    'fair value; short-term investments; corporate bonds; u.s. treasury securities; commercial paper; level 1 level 2',
  ),
  topic(
    'taxes',
    'note part2.item7',
    'effective tax rate; tax rate; income tax; tax benefit; valuation allowance; deferred tax',
    'effective tax rate; effective income tax rate; statutory rate; income taxes',
  ),
  topic(
    'pension',
    'note',
    'pension; pensions; retirement; postretirement; pension plan; benefit obligations',
    'pension; postretirement; defined benefit plans; benefit payments; plan assets',
  ),
  topic(
    'compensation',
    'part3.item11',
    'executive compensation; compensation; ceo pay; bonus; salary',
    'executive compensation; base salary; incentive awards',
  ),
  topic(
    'directors',
    'part3.item10 item5.02 item5.07',
    'director; directors; board; board members; board of directors; nominees; nominee; ceo; cfo; chief executive; chief financial officer; officer; officers; appointed; resigned; resign; departure; management change',
    'board of directors; directors; election of directors; appointment; elected; nominees; chief executive officer; resigned; effective',
  ),
  topic(
    'vote',
    'item5.07',
    'vote; votes; voted; shareholder proposal; shareholder vote; stockholder vote; agm; annual meeting; annual general meeting; proposal; ballot',
    'annual meeting of shareholders; submission of matters to a vote of security holders; votes for; against; abstentions; broker non-votes; shareholder proposal',
  ),
  topic(
    'auditor',
    'part2.item9 part3.item14 item4.01 part2.item8',
    'auditor; auditors; audit; critical audit matter; independent accountant; accounting firm; going concern',
    'independent registered public accounting firm; critical audit matter; report of independent registered public accounting firm',
  ),
  topic(
    'controls',
    'part2.item9a part1.item4',
    'internal control; material weakness; disclosure controls',
    'internal control over financial reporting; material weakness; disclosure controls and procedures',
  ),
  topic(
    'accounting',
    'part2.item7 note.1 note.2',
    'accounting policy; accounting policies; accounting standard; critical accounting estimates; revenue recognition',
    'significant accounting policies; recently adopted accounting pronouncements; critical accounting estimates; recognize revenue',
  ),
  topic(
    'buybacks',
    'part2.item5 note',
    'buyback; buybacks; share repurchase; repurchased; returned to shareholders; capital return',
    'share repurchase program; repurchased shares; authorization; average price paid per share',
  ),
  topic(
    'dividends',
    'part2.item5 note part2.item7',
    'dividend; dividends; dividend policy; distribution',
    'dividends declared; quarterly dividend; dividend per share; annual dividend; paid dividends',
  ),
  topic('leases', 'note', 'lease; leases; rent; rental', 'leases; lease payments; rent; lease liabilities'),
  topic(
    'non-gaap',
    'item2.02 item9.01 part2.item7',
    'adjusted; non-gaap; non gaap; adjusted ebitda; adjusted ebit; adjusted eps; ebitdar; core; constant currency; organic; same store; comparable',
    'non-gaap; reconciliation; adjusted; adjusted ebitda; core constant currency; organic; excluding',
  ),
  topic(
    'operations-metrics',
    'part2.item7 part1.item1',
    'production; production rate; backlog; deliveries; units; subscribers; users; passengers; rooms; occupancy; revpar; same store sales; comparable sales',
    'production rates; backlog; deliveries; subscribers; comparable sales; total backlog',
  ),
  topic(
    'cyber',
    'part1.item1c part1.item1a',
    'cybersecurity; cyber; data breach; information security',
    'cybersecurity; information security; cyber incidents',
  ),
  topic(
    'regulation',
    'part1.item1',
    'regulation; regulatory; regulator; government regulation; compliance; environmental',
    'government regulation; laws and regulations; environmental',
  ),
  topic(
    'supply',
    'part1.item1 part1.item1a',
    'supplier; suppliers; supply chain; raw materials; vendors',
    'suppliers; raw materials; supply chain; sourcing',
  ),
  topic(
    'stock',
    'part2.item5',
    'stock price; share price; holders of record; market for common stock',
    'holders of record; market for registrant common equity; stock performance graph',
  ),
];

/** Titles of 8-K items as the form gives them: an item number alone says little to a reader or an index. */
export const ITEM_TITLES: Readonly<Record<string, string>> = {
  'item1.01': 'Entry into a Material Definitive Agreement',
  'item1.02': 'Termination of a Material Definitive Agreement',
  'item1.03': 'Bankruptcy or Receivership',
  'item1.05': 'Material Cybersecurity Incidents',
  'item2.01': 'Completion of Acquisition or Disposition of Assets',
  'item2.02': 'Results of Operations and Financial Condition',
  'item2.03': 'Creation of a Direct Financial Obligation',
  'item2.05': 'Costs Associated with Exit or Disposal Activities',
  'item2.06': 'Material Impairments',
  'item3.01': 'Notice of Delisting',
  'item4.01': 'Changes in Registrant’s Certifying Accountant',
  'item4.02': 'Non-Reliance on Previously Issued Financial Statements',
  'item5.02': 'Departure or Election of Directors or Officers',
  'item5.03': 'Amendments to Articles or Bylaws; Change in Fiscal Year',
  'item5.07': 'Submission of Matters to a Vote of Security Holders',
  'item7.01': 'Regulation FD Disclosure',
  'item8.01': 'Other Events',
  'item9.01': 'Financial Statements and Exhibits',
};
