/** The phone page in a real browser: a club with a full life behind it, and phones that open its page. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { ORGANISATION_ID, organisationTable } from '../../src-core/access/index.ts';
import { certificateTable } from '../../src-core/certificates/certificates.schema.ts';
import { PLACEHOLDERS } from '../../src-core/certificates/certificate.layout.rules.ts';
import {
  checkInId,
  checkInTable,
  clubTable,
  eventTable,
  eventTemplateTable,
  localTimeOf,
} from '../../src-core/events/index.ts';
import { formTable, formUseTable, formVersionTable } from '../../src-core/forms/index.ts';
import { MEETUP_FORM } from '../../src-core/forms/forms.test-support.ts';
import { deliveryTable, messageTable } from '../../src-core/messages/index.ts';
import { personTable } from '../../src-core/people/index.ts';
import { shortLinkTable } from '../../src-core/shortLinks/index.ts';
import { factId, record } from '../../src-core/store/index.ts';
import type { DomainTx } from '../../src-core/store/index.ts';
import { openPortalWorld } from '../portal/world.ts';
import type { PortalWorld } from '../portal/world.ts';
import { patient, sharedBrowser } from './browser.ts';
import type { Language } from './desk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Almaty';

export const PHONE = { width: 360, height: 740 };
/** The code on the poster of the event that is on now. */
export const EVENT_CODE = 'bcdfghj';

/** A moment from now on the organisation's clock, at a full or half hour. */
const at = (fromNow: number): string => {
  const rounded = Math.round((Date.now() + fromNow) / (HOUR / 2)) * (HOUR / 2);
  return localTimeOf(rounded, ZONE);
};
const onDay = (days: number, clock: string): string =>
  `${localTimeOf(Date.now() + days * DAY, ZONE).slice(0, 10)}T${clock}`;

export type PortalClub = PortalWorld & {
  readonly person: string;
  readonly others: readonly string[];
};

const message = async (
  tx: DomainTx,
  person: string,
  {
    id,
    texts,
    agoMs,
    ...more
  }: { readonly id: string; readonly texts: object; readonly agoMs: number; readonly event_id?: string },
): Promise<void> => {
  const sentAt = new Date(Date.now() - agoMs).toISOString();
  await record(tx, messageTable, id, {
    kind: 'broadcast',
    audience: JSON.stringify({ kind: 'persons', ids: [person] }),
    texts: JSON.stringify(texts),
    send_at: sentAt,
    ...more,
  });
  await record(tx, deliveryTable, factId('delivery', id, person), {
    message_id: id,
    person_id: person,
    state: 'sent',
    channel: 'page',
    at: sentAt,
  });
};

/** A club in Almaty as it is at this moment: an event on now, a full one, a course, a form, papers, messages. */
export const openPortalClub = async (
  options: Parameters<typeof openPortalWorld>[0] = {},
): Promise<PortalClub> => {
  const world = await openPortalWorld(options);
  const people = await world.addPeople(4, { study_group: 'ИС-21-2' });
  const [person = '', ...others] = people;
  const fill = async (tx: DomainTx): Promise<void> => {
    await record(tx, personTable, person, { family_name: 'Сейітова', given_name: 'Айжан' });
    await record(tx, organisationTable, ORGANISATION_ID, { name: 'IT-клуб «Дала»' });
    await record(tx, clubTable, 'club', { name: 'IT-клуб «Дала»', colour: 'lazur' });
    const plain = { duration_minutes: 90, start_time: '18:30', registration: 'open' } as const;
    await record(tx, eventTemplateTable, 'course', {
      ...plain,
      name: 'Python с нуля',
      title_pattern: 'Python с нуля, занятие {n}',
      club_id: 'club',
    });
    const add = (id: string, title: string, starts_at: string, ends_at: string, more: object = {}) =>
      record(tx, eventTable, id, {
        registration: 'open',
        place: 'Главный корпус, ауд. 301',
        club_id: 'club',
        title,
        starts_at,
        ends_at,
        ...more,
      });
    await add('now', 'Квиз по базам данных', at(-HOUR / 2), at(2 * HOUR));
    await add('meetup', 'Осенний митап: нейросети без магии', onDay(2, '18:30'), onDay(2, '20:30'), {
      capacity: 30,
    });
    await add('full', 'Экскурсия в дата-центр', onDay(4, '15:00'), onDay(4, '17:00'), {
      capacity: 2,
      place: 'Проспект Абая, 10',
    });
    await add('off', 'Встреча с выпускниками', onDay(5, '17:00'), onDay(5, '18:30'), {
      cancelled_at: new Date().toISOString(),
      cancel_reason: 'Аудиторию заняли под экзамен, перенесём на декабрь',
    });
    for (const [index, days] of [3, 10].entries())
      await add(
        `lesson-${index}`,
        `Python с нуля, занятие ${index + 4}`,
        onDay(days, '18:30'),
        onDay(days, '20:00'),
        {
          template_id: 'course',
        },
      );
    await add('past', 'Лекция: как устроен интернет', onDay(-3, '18:00'), onDay(-3, '19:30'));
    await add('older', 'Хакатон «Дала Code»', onDay(-20, '10:00'), onDay(-20, '18:00'));
    await record(tx, shortLinkTable, 'link', {
      code: EVENT_CODE,
      kind: 'event',
      target: 'now',
      made_at: new Date().toISOString(),
    });
    for (const event of ['past', 'older'])
      await record(tx, checkInTable, checkInId(event, person), {
        event_id: event,
        person_id: person,
        at: new Date(Date.now() - DAY).toISOString(),
        source: 'phone',
      });
    await record(tx, formTable, 'form', { name: 'Отзыв', kind: 'feedback' });
    await record(tx, formVersionTable, 'version', {
      form_id: 'form',
      definition: JSON.stringify(MEETUP_FORM),
      made_at: new Date().toISOString(),
    });
    await record(tx, formUseTable, 'use', {
      form_id: 'form',
      version_id: 'version',
      event_id: 'past',
      is_anonymous: 1,
      opens_at: new Date(Date.now() - DAY).toISOString(),
    });
    await record(tx, certificateTable, 'paper', {
      template_id: 'none',
      event_id: 'older',
      person_id: person,
      edition: 1,
      series: '7KQ2',
      year: 2026,
      number: 41,
      issued_at: new Date(Date.now() - 5 * DAY).toISOString(),
      key_id: '00000000',
      code: 'code',
      details: JSON.stringify(Object.fromEntries(PLACEHOLDERS.map((place) => [place, 'x']))),
    });
    await message(tx, person, {
      id: 'news',
      agoMs: 2 * HOUR,
      event_id: 'meetup',
      texts: {
        ru: 'Митап в пятницу начнётся на полчаса раньше. Возьмите ноутбук, если хотите попробовать сами.',
        kk: 'Жұмадағы митап жарты сағат ерте басталады. Өзіңіз көргіңіз келсе, ноутбук ала келіңіз.',
        en: 'Friday’s meetup begins half an hour earlier. Bring a laptop if you want to try it yourself.',
      },
    });
    await message(tx, person, {
      id: 'older-news',
      agoMs: 30 * HOUR,
      texts: {
        ru: 'Спасибо, что были на хакатоне! Сертификат уже в вашем профиле.',
        kk: 'Хакатонға қатысқаныңызға рақмет! Сертификат профиліңізде тұр.',
        en: 'Thank you for coming to the hackathon! The certificate is in your profile.',
      },
    });
  };
  await world.store.write({ actor: 'test', action: 'test' }, fill);
  const [first = '', second = ''] = others;
  await world.registerAtDesk('full', first, second);
  return { ...world, person, others };
};

export type OpenPhone = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Closes it; throws where the page asked for anything foreign or complained. */
  readonly close: () => Promise<void>;
};

type PhoneOptions = {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  /** Complaints that the test expects. */
  readonly expected?: RegExp;
};

/** A phone with nothing on it. */
export const openPhonePage = async (
  url: string,
  path: string,
  { language = 'ru', theme = 'light', expected }: PhoneOptions = {},
): Promise<OpenPhone> => {
  const browser = await sharedBrowser();
  const context = patient(
    await browser.newContext({
      viewport: PHONE,
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: language === 'en' ? 'en-GB' : language,
      timezoneId: ZONE,
      colorScheme: theme,
      reducedMotion: 'reduce',
    }),
  );
  const wrong: string[] = [];
  const watch = (page: Page): void => {
    page.on('console', (said) => {
      if (said.type() === 'error' && expected?.test(said.text()) !== true) wrong.push(said.text());
    });
    page.on('pageerror', (error) => wrong.push(error.stack ?? error.message));
  };
  context.on('page', watch);
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) wrong.push(`asked for ${request.url()}`);
  });
  const page = await context.newPage();
  await page.goto(url + path);
  return {
    page,
    context,
    close: async () => {
      await context.close();
      if (wrong.length > 0) throw new Error(`the phone page complained:\n${wrong.join('\n')}`);
    },
  };
};

/** Waits until the phone keeps the page itself. */
export const keepsShell = (page: Page) =>
  page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });

/** A picture into the folder ORDA_SHOTS; nothing where it is not set. */
export const keepShot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['ORDA_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
