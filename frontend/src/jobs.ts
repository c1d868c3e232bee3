/** What the service does after its answer: a long article becomes a job, which is asked after until it is over. */

import { type Api, Trouble } from "./api";
import { messages } from "./messages";
import type { Job } from "./types";

const PAUSE = 1000; // milliseconds

/** The job once it is done, asked after with the key; rejects with `Trouble` when it fails. `told` hears how far it is. */
export async function done(api: Api, job: Job, key: string, told: (progress: number) => void): Promise<Job> {
  while (job.state === "queued" || job.state === "running") {
    told(job.progress);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    job = (await api.ask<Job>(api.url(`jobs/${job.id}`), { key })).body;
  }
  if (job.state === "failed") throw new Trouble("gone", job.error ?? messages.gone);
  return job;
}
