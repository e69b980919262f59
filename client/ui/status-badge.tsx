const tone: Record<string, string> = {
  DISCOVERED: 'bg-slate-500/15 text-slate-600 dark:text-slate-300',
  INGESTED: 'bg-sky-500/15 text-sky-700 dark:text-sky-300',
  ANALYZED: 'bg-violet-500/15 text-violet-700 dark:text-violet-300',
  INDEXED: 'bg-emerald-500/15 text-emerald-700 dark:text-emerald-300',
  ANALYZED_NOT_INDEXED: 'bg-amber-500/20 text-amber-800 dark:text-amber-300',
  DEAD_LETTERED: 'bg-rose-500/15 text-rose-700 dark:text-rose-300',
};
const words: Record<string, string> = { ANALYZED_NOT_INDEXED: 'READS, NOT SEARCHABLE', DEAD_LETTERED: 'FAILED' };

export function StatusBadge({ status }: { status: string }) {
  return (
    <span
      className={`inline-block rounded-full px-2 py-0.5 text-[11px] font-semibold tracking-wide whitespace-nowrap ${tone[status] ?? ''}`}
    >
      {words[status] ?? status}
    </span>
  );
}
