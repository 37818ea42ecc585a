/** Schema of pg-boss's own tables: no table of ours refers to one of them. */
export const JOBS_SCHEMA = 'jobs';

/** Every queue. A job is an alarm and nothing more: what there is to do stands in the tables of the feature that set it. */
export const QUEUES = { procedureDue: 'procedure-due' } as const;

export type QueueName = (typeof QUEUES)[keyof typeof QUEUES];
