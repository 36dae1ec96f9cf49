/** What the bot says around a form's questions. */
import type { Language } from '../../src-core/access/index.ts';
import type { AnswerProblem } from '../../src-core/forms/index.ts';

type FormWords = {
  readonly write: string;
  readonly several: string;
  readonly nameless: string;
  readonly done: string;
  readonly skip: string;
  readonly cancel: string;
  readonly thanks: string;
  readonly already: string;
  readonly problems: Readonly<Record<AnswerProblem['problem'], string>>;
};

export const FORM_WORDS: Readonly<Record<Language, FormWords>> = {
  ru: {
    write: 'Напишите ответ сообщением.',
    several: 'Можно выбрать несколько.',
    nameless: 'Ответы без имени: никто не узнает, чьи они.',
    done: 'Готово',
    skip: 'Пропустить',
    cancel: 'Отменить',
    thanks: 'Спасибо, ответ записан!',
    already: 'На этот опрос вы уже ответили.',
    problems: {
      missing: 'На этот вопрос нужно ответить.',
      notPossible: 'Такой ответ здесь не подходит.',
      tooLong: 'Слишком длинно. Пожалуйста, короче.',
      outOfBounds: 'Это число вне допустимых границ.',
    },
  },
  kk: {
    write: 'Жауабыңызды хабарлама етіп жазыңыз.',
    several: 'Бірнешеуін таңдауға болады.',
    nameless: 'Жауаптар атсыз: кімдікі екенін ешкім білмейді.',
    done: 'Дайын',
    skip: 'Өткізіп жіберу',
    cancel: 'Болдырмау',
    thanks: 'Рақмет, жауап жазылды!',
    already: 'Бұл сауалнамаға жауап бергенсіз.',
    problems: {
      missing: 'Бұл сұраққа жауап беру керек.',
      notPossible: 'Мұндай жауап бұл жерге келмейді.',
      tooLong: 'Тым ұзын. Қысқарақ жазыңыз.',
      outOfBounds: 'Бұл сан рұқсат етілген шектен тыс.',
    },
  },
  en: {
    write: 'Write your answer as a message.',
    several: 'You can choose several.',
    nameless: 'The answers bear no name: nobody learns whose they are.',
    done: 'Done',
    skip: 'Skip',
    cancel: 'Cancel',
    thanks: 'Thank you, your answer is noted!',
    already: 'You have answered this already.',
    problems: {
      missing: 'This one has to be answered.',
      notPossible: 'That is no answer to this question.',
      tooLong: 'That is too long. Shorter, please.',
      outOfBounds: 'That number is out of bounds.',
    },
  },
};
