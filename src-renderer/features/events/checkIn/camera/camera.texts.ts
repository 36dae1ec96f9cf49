import { defineTexts } from '../../../../i18n/texts.ts';

/** The laptop's camera at the check-in desk. */
export const cameraTexts = defineTexts('camera', {
  en: {
    camera: 'Camera',
    turnOn: 'Read cards with the camera',
    turnOff: 'Turn the camera off',
    aim: 'Hold the card’s QR code here',
    starting: 'The camera is starting…',
    choose: 'Which camera',
    retry: 'Try again',
    nameless: 'Camera {{number}}',
    refused: 'The camera is not allowed',
    refusedText:
      'Allow the camera for this page: the camera or lock sign in the address bar, or the system’s privacy settings. Then try again.',
    none: 'No camera is found',
    noneText:
      'Plug a camera in, or open its shutter or switch. Marking by name and by scanner works meanwhile.',
    busy: 'The camera is busy',
    busyText: 'Another program is using it, such as a video call. Close that program and try again.',
    gone: 'The camera was unplugged',
    goneText: 'Plug it in again, or go on with another one.',
    broken: 'The camera does not start',
    brokenText: 'Turn it off and on again. Marking by name and by scanner works meanwhile.',
  },
  ru: {
    camera: 'Камера',
    turnOn: 'Читать карточки камерой',
    turnOff: 'Выключить камеру',
    aim: 'Поднесите сюда QR карточки',
    starting: 'Камера включается…',
    choose: 'Какая камера',
    retry: 'Ещё раз',
    nameless: 'Камера {{number}}',
    refused: 'Камера не разрешена',
    refusedText:
      'Разрешите камеру для этой страницы: значок камеры или замка в адресной строке, или настройки приватности системы. Потом нажмите «Ещё раз».',
    none: 'Камера не найдена',
    noneText:
      'Подключите камеру, откройте её шторку или включите переключателем. По имени и сканером отмечать можно и сейчас.',
    busy: 'Камера занята',
    busyText: 'Её использует другая программа, например видеозвонок. Закройте её и нажмите «Ещё раз».',
    gone: 'Камеру отключили',
    goneText: 'Подключите её снова или продолжите с другой.',
    broken: 'Камера не включается',
    brokenText: 'Выключите её и включите снова. По имени и сканером отмечать можно и сейчас.',
  },
  kk: {
    camera: 'Камера',
    turnOn: 'Карточканы камерамен оқу',
    turnOff: 'Камераны өшіру',
    aim: 'Карточканың QR кодын осы жерге ұстаңыз',
    starting: 'Камера қосылып жатыр…',
    choose: 'Қай камера',
    retry: 'Қайталау',
    nameless: '{{number}}-камера',
    refused: 'Камераға рұқсат жоқ',
    refusedText:
      'Осы бетке камераны пайдалануға рұқсат беріңіз: мекенжай жолағындағы камера не құлып белгісі, немесе жүйенің құпиялық баптаулары. Содан кейін «Қайталау» түймесін басыңыз.',
    none: 'Камера табылмады',
    noneText:
      'Камераны жалғаңыз, қақпағын ашыңыз немесе ауыстырып-қосқышын қосыңыз. Есімі бойынша және сканермен қазір де белгілеуге болады.',
    busy: 'Камера бос емес',
    busyText:
      'Оны басқа бағдарлама пайдаланып тұр, мысалы бейнеқоңырау. Сол бағдарламаны жауып, «Қайталау» түймесін басыңыз.',
    gone: 'Камера ажыратылды',
    goneText: 'Оны қайта жалғаңыз немесе басқасымен жалғастырыңыз.',
    broken: 'Камера қосылмай тұр',
    brokenText: 'Оны өшіріп, қайта қосыңыз. Есімі бойынша және сканермен қазір де белгілеуге болады.',
  },
});
