/** The few pages that the server writes itself: when the screens cannot be shown, and in all three languages at once. */

type Said = { readonly title: string; readonly lines: readonly string[] };
type InThreeLanguages = { readonly ru: Said; readonly kk: Said; readonly en: Said };

/** Text made safe to stand in HTML. */
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root{color-scheme:light dark;font:16px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{max-width:40rem;padding:2.5rem 1.5rem}
section{padding:1rem 0;border-top:1px solid color-mix(in srgb,CanvasText 18%,transparent)}
section:first-of-type{border-top:0}
h1{font-size:1.25rem;margin:0 0 .5rem}
p{margin:.25rem 0}
ul{padding-left:1.2rem}
code{font-family:ui-monospace,Consolas,monospace;overflow-wrap:anywhere}`;

const section = (language: string, { title, lines }: Said): string =>
  `<section lang="${language}"><h1>${escapeHtml(title)}</h1>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</section>`;

const pageOf = (said: InThreeLanguages, after = ''): string =>
  `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Orda</title><style>${STYLE}</style></head><body><main>${section('ru', said.ru)}${section('kk', said.kk)}${section('en', said.en)}${after}</main></body></html>`;

/** For a request that carries no pass of this run: how to open Orda properly. */
export const closedPage = (): string =>
  pageOf({
    ru: {
      title: 'Эта страница открывается только из Orda',
      lines: [
        'Запустите Orda ещё раз: откроется её собственное окно.',
        'Если Orda запущена из терминала, откройте адрес, который она напечатала (в нём есть «?key=»).',
      ],
    },
    kk: {
      title: 'Бұл бет тек Orda арқылы ашылады',
      lines: [
        'Orda бағдарламасын қайта іске қосыңыз: оның өз терезесі ашылады.',
        'Orda терминалдан іске қосылған болса, ол басып шығарған мекенжайды ашыңыз (онда «?key=» бар).',
      ],
    },
    en: {
      title: 'This page opens only from Orda',
      lines: [
        'Start Orda again: its own window will open.',
        'If Orda runs in a terminal, open the address it printed (the one with “?key=”).',
      ],
    },
  });

export type Trouble = {
  readonly kind: 'newer' | 'damaged';
  readonly file: string;
  /** File names of the backups at hand, newest first. */
  readonly backups: readonly string[];
};

const TROUBLE: Readonly<Record<Trouble['kind'], InThreeLanguages>> = {
  newer: {
    ru: {
      title: 'Данные созданы более новой версией Orda',
      lines: [
        'Эта версия их не откроет, чтобы ничего не испортить. Установите новую версию Orda и запустите её снова.',
      ],
    },
    kk: {
      title: 'Деректер Orda бағдарламасының жаңарақ нұсқасында жасалған',
      lines: [
        'Ештеңе бүлінбеуі үшін бұл нұсқа оларды ашпайды. Orda-ның жаңа нұсқасын орнатып, қайта іске қосыңыз.',
      ],
    },
    en: {
      title: 'This data was made by a newer version of Orda',
      lines: [
        'This version leaves it alone, so that nothing is spoilt. Install the new version of Orda and start it again.',
      ],
    },
  },
  damaged: {
    ru: {
      title: 'Файл с данными повреждён или не читается',
      lines: [
        'Orda ничего в нём не изменила. Закройте Orda, сохраните копию этого файла и поставьте на его место последнюю резервную копию из списка ниже.',
      ],
    },
    kk: {
      title: 'Деректер файлы бүлінген немесе оқылмайды',
      lines: [
        'Orda онда ештеңе өзгертпеді. Orda-ны жабыңыз, осы файлдың көшірмесін сақтап, орнына төмендегі тізімдегі соңғы сақтық көшірмені қойыңыз.',
      ],
    },
    en: {
      title: 'The data file is damaged or cannot be read',
      lines: [
        'Orda has changed nothing in it. Close Orda, keep a copy of the file, and put the latest backup from the list below in its place.',
      ],
    },
  },
};

/** The screen shown instead of the desk where its database cannot be opened. */
export const troublePage = ({ kind, file, backups }: Trouble): string => {
  const list = backups.map((name) => `<li><code>${escapeHtml(name)}</code></li>`).join('');
  const after = `<section><p><code>${escapeHtml(file)}</code></p>${list === '' ? '' : `<ul>${list}</ul>`}</section>`;
  return pageOf(TROUBLE[kind], after);
};
