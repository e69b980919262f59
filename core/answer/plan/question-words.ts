import { phraseKey, phraseTokens } from '../formula/phrases.ts';

/** Words beside a company's name. Stems, as all below. */
export const LEGAL_FORMS = new Set(
  phraseTokens('inc incorporated corp corporation co company ltd limited plc llc lp nv sa ag group holdings holding'),
);

/** Beside a rank: "performed best". */
export const PERFORMING = new Set(phraseTokens('perform performed performing performance'));

/** What an analyst makes of a ratio; the ratio itself is told, and no verdict. */
export const JUDGEMENTS = new Set(
  phraseTokens(
    'healthy health reasonable reasonably good strong weak adequate sufficient solvent sound liquidity liquid solvency leverage capital business company base position situation ability able cover meet obligation term manageable sustainable acceptable high low efficient',
  ),
);

/** Words that ask for the operation or the direction, already heard by those who read these. */
export const OPERATION_WORDS = new Set(
  (
    'average mean growth grow grew grown change changed increase increased decrease decreased rise rose risen fall fell fallen drop dropped decline declined improve improved worsen ' +
    'worsened expand expanded contract contracted shrink shrank cagr compound yoy over compare compared comparison versus vs difference higher lower highest lowest larger largest ' +
    'smaller smallest greater greatest less more most least trend history positive negative profit loss profitable unprofitable well did how three two four five 2 3 4 5 one ' +
    'significant sharp slight material fast quick reason why cause caused led drive drove driver driven explain behind factor contribute contributed increasing decreasing rising falling ' +
    'slow slows slowing slowed accelerating decelerate decelerated decelerating h2 2h latter since develop developed evolve evolved not never fail failed didn doesn isn wasn weren hasn haven hadn above below exceed exceeding cover covered covering surpass surpassed outweigh outweighed outpace outpaced under at least within point time x fold together difference rank ' +
    'widen widened widening narrow narrowed narrowing climb climbed soar soared strengthen strengthened weaken weakened accelerate accelerated collapse collapsed deteriorate deteriorated erode eroded ' +
    'stable steady flat unchanged constant profile maintain worst best biggest smallest bigger smaller faster slower better worse outperform outperformed fastest slowest strongest weakest proportional ' +
    'last past previous prior same earlier later first second third fourth ago latest recent recently current currently historical historically consistent fluctuate fluctuating ' +
    'six nine twelve half ever each every both quarterly monthly week weekly daily between from see saw seen experience experienced there any go went up down reduction reduce reduced turn turned become became plunge plunged jump jumped surge surged slump slumped double doubled halve halved'
  )
    .split(' ')
    .map((word) => phraseKey(word)),
);
