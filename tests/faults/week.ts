import { setTimeout as sleep } from 'node:timers/promises';
import { easternDay } from '../../core/edgar/eastern-time.ts';
import { certifyCompleteness } from '../../core/pipeline/completeness.ts';
import { replayDeadLetters } from '../../core/pipeline/dead-letter.service.ts';
import { daysBefore, isWeekend } from '../../core/pipeline/market-hours.ts';
import { aTenant, aWatchlist } from '../../core/testing/factories.ts';
import type { SampleCompany } from '../../samples/filings.ts';
import { aFiling } from './corpus.ts';
import type { Scenario } from './scenario.ts';

/**
 * A week of EDGAR: filings of the last working days appear one by one while the feed drops, doubles, delays and reorders its entries and
 * workers are killed. Each day has one hole, a filing that the index names and EDGAR does not serve: the certificate must name it while it
 * lasts and end complete.
 */
export const weekScenario: Scenario = {
  id: 'F30',
  title: 'a week of EDGAR with a broken feed, killed workers and a hole a day',
  smoke: false,
  filings: 20,
  comparesChunks: false,
  run: async (world) => {
    const { edgar, prng } = world;
    const { viewer } = await aTenant(world.database);
    const companies = edgar.companies;
    for (const company of companies) company.filings = [];
    const env = { POLL_INTERVAL_MS: '1000' };
    const spawn = () => world.startWorker({ discovers: true, reconcileEveryMs: 2_000 }, env);
    await Promise.all([spawn(), spawn()].map(({ ready }) => ready));
    const watchlistId = (await aWatchlist(world.database, viewer.tenantId, { ciks: companies.map(({ cik }) => cik) })).id;
    await world.until(
      'every company was polled once',
      async () => {
        const { rows } = await world.database.pool.query<{ count: number }>(
          'select count(*)::int as count from tracked_company where polled_at is not null',
        );
        return rows[0]?.count === companies.length;
      },
      60_000,
    );

    const today = easternDay(new Date());
    const days = Array.from({ length: 7 }, (_, ago) => daysBefore(today, 7 - ago))
      .filter((day) => !isWeekend(day))
      .slice(-5);
    const published = new Set<string>();
    const hidden = new Set<string>();
    edgar.indexFilter = (_, day) => (published.has(day) ? companies : null);
    edgar.feedFilter = (visible) => chaos(visible, prng.next);
    const certify = async (day: string) => {
      const certificate = await certifyCompleteness(world.database, viewer, { watchlistId, day });
      if (!certificate) throw new Error('the watchlist is gone');
      return certificate;
    };
    let sequence = 0;
    let named = 0;
    for (const day of days) {
      const made = companies.map((company) => {
        sequence += 1;
        const filing = aFiling(company, sequence, prng, { filedAt: day, acceptedAt: `${day}T16:05:09` });
        company.filings.push(filing);
        world.accepted.set(filing.accessionNumber, { company, filing, ends: 'INDEXED' });
        return filing;
      });
      const hole = prng.pick(made).accessionNumber;
      edgar.held.add(hole);
      hidden.add(hole);
      if ((await certify(day)).state !== 'INDEX_NOT_PUBLISHED') throw new Error(`the index of ${day} is not published yet`);
      await sleep(1_000);
      const victim = prng.pick(world.children.filter((child) => child.isAlive()));
      victim.kill('SIGKILL');
      spawn();
      published.add(day.replaceAll('-', ''));
      await world.until(
        `the certificate of ${day} names the hole alone`,
        async () => {
          const certificate = await certify(day);
          const exceptions = certificate.filings.filter(({ exception }) => exception !== null);
          return certificate.state === 'INCOMPLETE' && exceptions.length === 1 && exceptions[0]?.accessionNumber === hole;
        },
        120_000,
      );
      named += 1;
    }
    for (const accessionNumber of hidden) edgar.held.delete(accessionNumber);
    const from = performance.now();
    await world.until(
      'every day is complete',
      async () => {
        // What EDGAR said was absent for good is a dead letter until somebody replays it.
        await replayDeadLetters(world.database, { ...viewer, isOperator: true }, { stage: 'INGEST' }, { requestId: 'faults-replay' });
        return (await Promise.all(days.map(certify))).every(({ state }) => state === 'COMPLETE');
      },
      180_000,
    );
    await world.settled(60_000);
    return {
      recoverySeconds: (performance.now() - from) / 1_000,
      notes: `${days.length} days, ${world.accepted.size} filings, ${named} holes named`,
    };
  },
};

/** The feed as it comes: without some entries, some twice, some late, in any order. */
function chaos(companies: SampleCompany[], random: () => number): SampleCompany[] {
  return [...companies]
    .sort(() => random() - 0.5)
    .map((company) => ({
      ...company,
      filings: company.filings.filter(() => random() > 0.3).flatMap((filing) => (random() < 0.2 ? [filing, filing] : [filing])),
    }));
}
