import type { Problem } from '../../../../src-core/people/import/plan.ts';

/** The sentence for a remark. */
export const useProblemSentence = (): ((problem: Problem) => string) => (problem) => problem.code;
