import { defineTexts } from '../../i18n/texts.ts';

/** Sentences for what the door refuses. */
export const doorFailureTexts = defineTexts('doorFailures', {
  en: {
    ADDRESS_GONE: 'This laptop cannot listen at {{address}}. Choose another address.',
    DOOR_BUSY: 'The door is open for another event. Close it there first.',
    WAVE_OPEN: 'The code is being shown already.',
    NO_WAVE_OPEN: 'No code is being shown.',
    WAVE_NOT_FOUND: 'There is no showing {{number}}.',
    ARRIVAL_NOT_FOUND: 'Nobody waits under this entry any more.',
    ARRIVAL_DECIDED: 'Somebody has already decided this.',
    DOOR_NOT_OPEN: 'Open this event’s door first.',
    TABLET_NOT_FOUND: 'This device is not on the list any more.',
    TABLET_REVOKED: 'The access of {{name}} has ended. Invite them anew.',
  },
  ru: {
    ADDRESS_GONE: 'Ноутбук не может открыть вход по адресу {{address}}. Выберите другой адрес.',
    DOOR_BUSY: 'Вход открыт для другого мероприятия. Сначала закройте его там.',
    WAVE_OPEN: 'Код уже показывается.',
    NO_WAVE_OPEN: 'Код сейчас не показывается.',
    WAVE_NOT_FOUND: 'Показа {{number}} нет.',
    ARRIVAL_NOT_FOUND: 'По этой записи больше никто не ждёт.',
    ARRIVAL_DECIDED: 'По этой записи уже принято решение.',
    DOOR_NOT_OPEN: 'Сначала откройте вход этого мероприятия.',
    TABLET_NOT_FOUND: 'Этого устройства больше нет в списке.',
    TABLET_REVOKED: 'Доступ закрыт: {{name}}. Пригласите заново.',
  },
  kk: {
    ADDRESS_GONE: 'Ноутбук {{address}} мекенжайында кірісті аша алмайды. Басқа мекенжай таңдаңыз.',
    DOOR_BUSY: 'Кіріс басқа іс-шараға ашық тұр. Алдымен оны сонда жабыңыз.',
    WAVE_OPEN: 'Код қазір көрсетіліп тұр.',
    NO_WAVE_OPEN: 'Қазір код көрсетілмей тұр.',
    WAVE_NOT_FOUND: '{{number}}-толқын жоқ.',
    ARRIVAL_NOT_FOUND: 'Бұл жазба бойынша енді ешкім күтіп тұрған жоқ.',
    ARRIVAL_DECIDED: 'Бұл жазба бойынша шешім қабылданып қойған.',
    DOOR_NOT_OPEN: 'Алдымен осы іс-шараның кірісін ашыңыз.',
    TABLET_NOT_FOUND: 'Бұл құрылғы енді тізімде жоқ.',
    TABLET_REVOKED: 'Рұқсат жабылған: {{name}}. Қайта шақырыңыз.',
  },
});
