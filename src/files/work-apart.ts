import { Worker } from 'node:worker_threads';

/** The work took too long, or ended without an answer: out of memory, or a fault of a library over a file made to cause one. */
export type NoAnswer = 'too slow' | 'broken';

/** By so many bytes may the whole process grow meanwhile. */
const mostMemory = 900_000_000;

/**
 * Has a program of ours look at somebody else's file in a thread of its own, which answers with one message: it is stopped
 * after so many seconds, and its memory is its own, so that no file can hold up the site. `tell` is told of its fault.
 */
export async function workApart<Answer extends object>(
  program: URL,
  workerData: unknown,
  most_seconds: number,
  tell?: (fault: Error) => void,
): Promise<Answer | NoAnswer> {
  const worker = new Worker(program, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    stdout: true,
    stderr: true,
  });
  const { promise, resolve } = Promise.withResolvers<Answer | NoAnswer>();
  worker.once('message', resolve);
  worker.once('error', (fault) => {
    tell?.(fault);
    resolve('broken');
  });
  worker.once('exit', () => resolve('broken'));
  const timer = setTimeout(() => resolve('too slow'), most_seconds * 1000);
  // what is unpacked stands outside of the memory that `resourceLimits` counts
  const before = process.memoryUsage.rss();
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > mostMemory) resolve('broken');
  }, 50);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    await worker.terminate();
  }
}
