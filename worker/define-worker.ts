import { context, trace } from '@opentelemetry/api';
import type { z } from 'zod';
import type { Logger } from '../core/logger.ts';
import type { JobOutcome, QueueJob } from '../core/queues.ts';

const tracer = trace.getTracer('gravity');

/**
 * A processor from a payload schema and what to do with it. A payload that does not parse can never run: it fails at once. What `run` throws
 * reaches the queue, which looks at the job again shortly; ends that are known are outcomes, not errors. The job's own logger is made where
 * it is asked for: that costs more than all else here.
 */
export function defineWorker<T extends { requestId?: string }>(
  schema: z.ZodType<T>,
  logger: Logger,
  run: (payload: T, job: QueueJob, jobLogger: () => Logger) => Promise<JobOutcome>,
): (job: QueueJob) => Promise<JobOutcome> {
  return async (job) => {
    const parsed = schema.safeParse(job.data);
    if (!parsed.success) {
      logger.error(
        { jobId: job.id, problems: parsed.error.issues.map(({ message }) => message) },
        'a job has a payload that is none of ours',
      );
      return { kind: 'failed', reason: 'The payload is not valid' };
    }
    const { requestId } = parsed.data;
    const span = tracer.startSpan(`job ${job.name}`, { attributes: { 'job.id': job.id, 'request.id': requestId ?? '' } });
    try {
      return await context.with(trace.setSpan(context.active(), span), () =>
        run(parsed.data, job, () => logger.child({ job: job.name, jobId: job.id, requestId })),
      );
    } finally {
      span.end();
    }
  };
}
