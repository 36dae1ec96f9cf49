/** Questions of one kind that are asked together. */

/** More than these are asked in the next go. */
const MOST_TOGETHER = 256;

type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * For a database at the end of a wire, where the way there and back costs more than the answer: what is asked in one turn of the event loop, or
 * while an earlier question is under way, is asked in one go. A question is always sent after it was put, so that its answer is never
 * older. `ask` answers all of them, in their order; where it throws, all are told.
 */
export function gathered<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let isUnderWay = false;

  const next = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.splice(0, MOST_TOGETHER);
      try {
        const answers = await ask(group.map(({ question }) => question));
        for (const [at, { resolve, reject }] of group.entries()) {
          const answer = answers[at];
          if (answer === undefined) reject(new TypeError('a question was left without an answer'));
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isUnderWay = false;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(() => void next());
    });
}
