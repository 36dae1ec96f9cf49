import { defineTexts } from '../../i18n/texts.ts';

/** What is unavailable now, why, and what to do about it. */
export const conditionsTexts = defineTexts('conditions', {
  en: {
    all: 'Everything is available',
    some: { one: '{{count}} thing unavailable', other: '{{count}} things unavailable' },
    title: 'What is available now',
    lead: 'Marking, lists, draws, certificates and printing need no network. Below is what something outside the program can take away.',
    ready: 'Available',
    idle: 'Not turned on',
    cautious: 'One thing to look at',
    limited: 'With a caution',
    off: 'Unavailable',
    phones: 'Check-in from phones and volunteers’ devices',
    backups: 'Backups',
    eventFile: 'The event’s file for a second laptop',
    clock: 'The laptop’s clock',
    camera: 'The camera at the check-in desk',
    updates: 'New versions of the program',
    noNetwork:
      'This laptop is in no network. Join the Wi-Fi of the place, or turn on the laptop’s own hotspot. Marks at the desk go on.',
    addressGone:
      'The network has changed, and the open door’s address is gone. Close the door on the Phones tab and open it on the new address.',
    doorClosed: 'The door is closed. Open it on the event’s Phones tab.',
    untried:
      'No phone has loaded the page yet, so a firewall or a network that keeps its guests apart cannot be ruled out. Run the rehearsal on the Phones tab.',
    diskFull: 'The disk is full, no backup fits. Free some room; until then keep the laptop safe.',
    diskLow: 'Little room is left on the disk: backups will stop when it is gone. Free some room.',
    secondFolderGone:
      'The second folder is not there; perhaps the USB stick is out. Plug it in or choose another in the settings.',
    fileMissing:
      'The folder is not there; perhaps the USB stick is out. Plug it in, and the file is written again by itself.',
    fileFull: 'The stick is full. Free some room on it.',
    fileRefused: 'The folder may not be written to. Choose another.',
    fileBroken: 'The file could not be written. Try another stick or folder.',
    clockBack:
      'The clock is earlier than the last record. Check the date and time of the laptop: marks get their time from it. Their order is kept.',
    noCamera: 'No camera was found. A scanner, search by name and typed codes work.',
    noUpdates: 'Without internet no new version is fetched. The program goes on with this one.',
    toEvents: 'To the events',
    toSettings: 'To the settings',
  },
  ru: {
    all: 'Всё доступно',
    some: { one: 'Недоступно: {{count}}', few: 'Недоступно: {{count}}', many: 'Недоступно: {{count}}' },
    title: 'Что сейчас доступно',
    lead: 'Отметка, списки, розыгрыши, сертификаты и печать не требуют сети. Ниже то, что зависит не только от программы.',
    ready: 'Доступно',
    idle: 'Не включено',
    cautious: 'Есть предупреждение',
    limited: 'С оговоркой',
    off: 'Недоступно',
    phones: 'Отметка с телефонов и устройств волонтёров',
    backups: 'Резервные копии',
    eventFile: 'Файл мероприятия для второго ноутбука',
    clock: 'Часы ноутбука',
    camera: 'Камера на отметке',
    updates: 'Новые версии программы',
    noNetwork:
      'Ноутбук не подключён ни к какой сети. Подключитесь к Wi-Fi или включите на ноутбуке точку доступа. Отметка за ноутбуком работает.',
    addressGone:
      'Сеть сменилась, и адреса открытой двери больше нет. На вкладке «Телефоны» закройте дверь и откройте её на новом адресе.',
    doorClosed: 'Дверь закрыта. Откройте её на вкладке «Телефоны» у мероприятия.',
    untried:
      'Пока ни один телефон не открыл страницу, поэтому брандмауэр или изоляция устройств в сети не исключены. Проведите репетицию на вкладке «Телефоны».',
    diskFull: 'Диск заполнен, копия не помещается. Освободите место, а до этого берегите ноутбук.',
    diskLow: 'На диске мало места: когда оно кончится, копии перестанут создаваться. Освободите место.',
    secondFolderGone:
      'Второй папки нет: возможно, флешку вынули. Вставьте её или выберите другую папку в настройках.',
    fileMissing: 'Папки нет: возможно, флешку вынули. Вставьте её, и файл запишется сам.',
    fileFull: 'Флешка заполнена. Освободите на ней место.',
    fileRefused: 'В эту папку нельзя писать. Выберите другую.',
    fileBroken: 'Файл не удалось записать. Возьмите другую флешку или папку.',
    clockBack:
      'Часы показывают время раньше последней записи. Проверьте дату и время ноутбука: по ним ставится время отметок. Порядок записей сохранён.',
    noCamera: 'Камера не найдена. Сканер, поиск по имени и ввод кодов работают.',
    noUpdates: 'Без интернета новая версия не загрузится. Программа работает на нынешней.',
    toEvents: 'К мероприятиям',
    toSettings: 'К настройкам',
  },
  kk: {
    all: 'Бәрі қолжетімді',
    some: { other: 'Қолжетімсіз: {{count}}' },
    title: 'Қазір не қолжетімді',
    lead: 'Белгілеу, тізімдер, ұтыс ойындары, сертификаттар және басып шығару желіні қажет етпейді. Төменде тек бағдарламаға байланысты емес нәрселер.',
    ready: 'Қолжетімді',
    idle: 'Қосылмаған',
    cautious: 'Ескерту бар',
    limited: 'Ескертумен',
    off: 'Қолжетімсіз',
    phones: 'Телефондар мен еріктілердің құрылғыларынан белгілеу',
    backups: 'Сақтық көшірмелер',
    eventFile: 'Екінші ноутбукқа арналған іс-шара файлы',
    clock: 'Ноутбуктің сағаты',
    camera: 'Белгілеу орнындағы камера',
    updates: 'Бағдарламаның жаңа нұсқалары',
    noNetwork:
      'Ноутбук ешқандай желіге қосылмаған. Wi-Fi желісіне қосылыңыз немесе ноутбукте қатынас нүктесін қосыңыз. Ноутбукте белгілеу жұмыс істейді.',
    addressGone:
      'Желі ауысты, ашық есіктің мекенжайы енді жоқ. «Телефондар» қойындысында есікті жауып, жаңа мекенжайда ашыңыз.',
    doorClosed: 'Есік жабық. Оны іс-шараның «Телефондар» қойындысында ашыңыз.',
    untried:
      'Әзірге бірде-бір телефон бетті ашқан жоқ, сондықтан брандмауэр немесе желідегі оқшаулау болуы мүмкін. «Телефондар» қойындысында репетиция жасаңыз.',
    diskFull: 'Диск толы, көшірме сыймайды. Орын босатыңыз, оған дейін ноутбукті сақтаңыз.',
    diskLow: 'Дискіде орын аз: таусылса, көшірмелер жасалмай қалады. Орын босатыңыз.',
    secondFolderGone:
      'Екінші қалта жоқ: флешка алынған болуы мүмкін. Оны салыңыз немесе баптауларда басқа қалтаны таңдаңыз.',
    fileMissing: 'Қалта жоқ: флешка алынған болуы мүмкін. Оны салсаңыз, файл өзі жазылады.',
    fileFull: 'Флешка толы. Одан орын босатыңыз.',
    fileRefused: 'Бұл қалтаға жазуға болмайды. Басқасын таңдаңыз.',
    fileBroken: 'Файлды жазу мүмкін болмады. Басқа флешка немесе қалта алыңыз.',
    clockBack:
      'Сағат соңғы жазбадан ерте уақытты көрсетіп тұр. Ноутбуктің күні мен уақытын тексеріңіз: белгілердің уақыты содан алынады. Жазбалардың реті сақталған.',
    noCamera: 'Камера табылмады. Сканер, есіммен іздеу және код теру жұмыс істейді.',
    noUpdates: 'Интернетсіз жаңа нұсқа жүктелмейді. Бағдарлама осы нұсқамен жұмыс істей береді.',
    toEvents: 'Іс-шараларға',
    toSettings: 'Баптауларға',
  },
});
