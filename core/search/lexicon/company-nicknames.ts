/** What people call well-known filers, by ticker: names that neither the registrant's name nor its ticker gives away. */
export const COMPANY_NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  BRKA: ['berkshire', 'berkshire hathaway'],
  GAP: ['gap'],
  GPS: ['gap'],
  GOOG: ['google', 'alphabet'],
  MTCH: ['match'],
  SHEL: ['shell'],
  SQ: ['square', 'block'],
  TPR: ['coach', 'tapestry'],
  ULTA: ['ulta'],
  XYZ: ['square', 'block'],
  CCL: ['carnival'],
  WM: ['waste management'],
  AAPL: ['apple computer'],
  ABNB: ['air bnb'],
  AIG: ['american international'],
  AMCR: ['amcor'],
  AMZN: ['amazon'],
  AXP: ['amex', 'american express'],
  BA: ['boeing'],
  BAC: ['bofa', 'boa', 'bank of america'],
  BMY: ['bristol myers', 'bristol-myers', 'bms'],
  BRKB: ['berkshire', 'berkshire hathaway'],
  C: ['citi', 'citibank'],
  CAT: ['caterpillar'],
  CHTR: ['spectrum'],
  CL: ['colgate'],
  CVS: ['cvs', 'aetna'],
  DAL: ['delta'],
  DD: ['dupont', 'du pont'],
  DIS: ['disney', 'walt disney'],
  ELV: ['anthem'],
  F: ['ford'],
  FDX: ['federal express', 'fedex'],
  FIS: ['fidelity national information'],
  FL: ['footlocker'],
  GE: ['ge', 'general electric'],
  GM: ['gm', 'general motors'],
  GOOGL: ['google', 'alphabet'],
  GS: ['goldman', 'goldman sachs'],
  HON: ['honeywell'],
  HPE: ['hewlett packard enterprise'],
  HPQ: ['hp', 'hewlett packard', 'hewlett-packard'],
  IBM: ['ibm', 'big blue'],
  JNJ: ['jnj', 'j&j', 'j & j', 'johnson and johnson'],
  JPM: ['jpmorgan', 'jp morgan', 'chase', 'jpmc', 'j.p. morgan', 'jpmorgan chase'],
  KO: ['coke', 'coca cola'],
  KHC: ['kraft', 'heinz'],
  LLY: ['lilly', 'eli lilly'],
  LMT: ['lockheed'],
  MA: ['mastercard'],
  MCD: ['mcdonalds', "mcdonald's"],
  MDLZ: ['mondelez'],
  META: ['facebook', 'meta'],
  MGM: ['mgm', 'mgm resorts'],
  MMM: ['3m', 'minnesota mining'],
  MO: ['altria', 'philip morris usa'],
  MRK: ['merck'],
  MS: ['morgan stanley'],
  MSFT: ['microsoft', 'msft'],
  NFLX: ['netflix'],
  NKE: ['nike'],
  NVDA: ['nvidia'],
  PEP: ['pepsi', 'pepsico'],
  PFE: ['pfizer'],
  PG: ['p&g', 'procter', 'procter and gamble', 'proctor & gamble'],
  PYPL: ['paypal'],
  RTX: ['raytheon', 'united technologies'],
  SBUX: ['starbucks'],
  T: ['at&t', 'att'],
  TGT: ['target'],
  TSLA: ['tesla'],
  UNH: ['united health', 'unitedhealth'],
  UPS: ['ups', 'united parcel service'],
  V: ['visa'],
  VZ: ['verizon'],
  WBA: ['walgreens'],
  WFC: ['wells', 'wells fargo'],
  WMT: ['walmart', 'wal mart', 'wal-mart'],
  XOM: ['exxon', 'exxonmobil', 'exxon mobil'],
};

/** Words of a registrant's name that say what kind of thing it is, not which one. */
export const GENERIC_NAME_WORDS: ReadonlySet<string> = new Set(
  (
    'inc incorporated corp corporation co company companies ltd limited llc lp llp plc sa nv ag se ab asa spa the of and group holding holdings trust ' +
    'de new ny class common stock bancorp bancshares partners fund international intl worldwide global technologies technology tech systems ' +
    'industries enterprises resorts entertainment platforms stores brands services solutions laboratories labs pharmaceuticals pharmaceutical ' +
    'therapeutics biosciences communications financial energy resources motors motor foods beverage interactive software networks media ' +
    'properties realty capital insurance electric power airlines air lines'
  ).split(' '),
);

/** English words that are also short company names or tickers: only a capital letter, or more of the name, makes them a company. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'apple target visa gap block match square snap ford general american united first national best home new global international bank southern ' +
    'northern western eastern central delta meta chase alphabet dow key progressive prudential travelers discover capital ' +
    'carnival clear cloud core cross crown data digital direct dollar dream duke eagle edge element energy enterprise equity essential express ' +
    'fair federal fidelity fortune forward franklin freedom frontier future great green grand guess health heritage hope horizon host impact ' +
    'independence innovative insight inter key land legacy liberty life light limited live lucid main market master matter maxim mid modern ' +
    'mosaic motion nova now ocean old one open orion pacific park patriot peak penn performance pioneer planet plus premier prime pro public pure ' +
    'quest range rapid red regions republic rise rock royal sage sea select sempra shift signature silver simply sky smart snow solar solid source ' +
    'south spirit spring standard star state stem step stock stone strategic summit sun superior sure team terra texas titan total tower trade ' +
    'travel tri trinity true trust union unity universal up upland urban us value vector venture verse vertex victory village vision vital wave ' +
    'way west white wild wolf world yield zoom shell coach under coke spectrum wells anthem oracle waste management storage ally ball box pool corning ' +
    'slack workday'
  ).split(' '),
);
