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
    sync: 'Exchange with the other laptops',
    since: 'Since {{moment}}.',
    apart:
      'Nobody answers at the relay or the other laptop. Everything here goes on; what is new goes there by itself as soon as there is a way. If it stays so, check the internet and the address on the Laptops page.',
    shutOut:
      'This laptop was shut out of the organisation. What you write stays here. Ask an owner whether that was meant.',
    notKnown:
      'This laptop is not known there any more. Ask an owner for a new invitation and join again on the Laptops page.',
    otherVersion:
      'The other side runs another version of the program. Update the older of the two; until then nothing is exchanged and nothing is lost.',
    keyMissing:
      'This laptop does not have the organisation’s key, so part of what the others wrote cannot be opened. Join once more with an invitation from an owner; it opens by itself then.',
    differing:
      'Both sides believe to have everything, and their sums differ. Press “Sync now” on the Laptops page; if it stays so, make a backup and tell the developers.',
    thereFull: 'A disk is full, here or at the relay. Free some room; what is new is sent by itself then.',
    linkBroken:
      'The other side gives an answer that is not understood. Check the address on the Laptops page: it may belong to something else.',
    clockOff:
      'The clock of this laptop and that of the other side differ by more than a minute. Let the system set date and time by itself: the time of marks is read from this clock.',
    toLaptops: 'To the laptops',
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
    sync: 'Обмен с другими ноутбуками',
    since: 'С {{moment}}.',
    apart:
      'Ретранслятор или другой ноутбук не отвечает. Здесь всё работает, а новое уйдёт само, как только появится связь. Если это надолго, проверьте интернет и адрес на странице «Ноутбуки».',
    shutOut:
      'Этот ноутбук отключён от организации. Что вы запишете, останется здесь. Спросите у владельца, так ли это задумано.',
    notKnown:
      'Этот ноутбук там больше не знают. Попросите у владельца новое приглашение и подключитесь ещё раз на странице «Ноутбуки».',
    otherVersion:
      'На другой стороне другая версия программы. Обновите ту, что старше; до этого обмена нет, и ничего не теряется.',
    keyMissing:
      'На этом ноутбуке нет ключа организации, поэтому часть записей других не открывается. Подключитесь ещё раз по приглашению владельца, и они откроются сами.',
    differing:
      'Обе стороны считают, что у них есть всё, но суммы расходятся. Нажмите «Синхронизировать» на странице «Ноутбуки»; если не поможет, сделайте резервную копию и сообщите разработчикам.',
    thereFull: 'Диск заполнен здесь или на ретрансляторе. Освободите место, и новое уйдёт само.',
    linkBroken:
      'Ответ другой стороны непонятен. Проверьте адрес на странице «Ноутбуки»: возможно, по нему работает что-то другое.',
    clockOff:
      'Часы этого ноутбука и другой стороны расходятся больше чем на минуту. Включите автоматическую установку даты и времени: по этим часам ставится время отметок.',
    toLaptops: 'К ноутбукам',
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
    sync: 'Басқа ноутбуктермен алмасу',
    since: '{{moment}} бастап.',
    apart:
      'Ретранслятор немесе басқа ноутбук жауап бермейді. Мұнда бәрі жұмыс істейді, байланыс пайда болғанда жаңа жазбалар өздігінен кетеді. Ұзаққа созылса, интернетті және «Ноутбуктер» бетіндегі мекенжайды тексеріңіз.',
    shutOut:
      'Бұл ноутбук ұйымнан ажыратылған. Жазғаныңыз осында қалады. Бұл әдейі жасалған ба, иесінен сұраңыз.',
    notKnown:
      'Бұл ноутбукті ол жақта енді танымайды. Иесінен жаңа шақыру сұрап, «Ноутбуктер» бетінде қайта қосылыңыз.',
    otherVersion:
      'Екінші жақта бағдарламаның басқа нұсқасы. Ескісін жаңартыңыз; оған дейін алмасу болмайды, ештеңе жоғалмайды.',
    keyMissing:
      'Бұл ноутбукте ұйымның кілті жоқ, сондықтан басқалардың жазбаларының бір бөлігі ашылмайды. Иесінің шақыруымен қайта қосылыңыз, сонда олар өздігінен ашылады.',
    differing:
      'Екі жақ та бәрі бар деп есептейді, бірақ қосындылары сәйкес емес. «Ноутбуктер» бетінде «Синхрондау» түймесін басыңыз; өзгермесе, сақтық көшірме жасап, әзірлеушілерге хабарлаңыз.',
    thereFull: 'Осында немесе ретрансляторда диск толған. Орын босатыңыз, жаңа жазбалар өздігінен кетеді.',
    linkBroken:
      'Екінші жақтың жауабы түсініксіз. «Ноутбуктер» бетіндегі мекенжайды тексеріңіз: онда басқа нәрсе жұмыс істеп тұруы мүмкін.',
    clockOff:
      'Осы ноутбуктің сағаты мен екінші жақтың сағаты бір минуттан көп айырмада. Күн мен уақыттың автоматты орнатылуын қосыңыз: белгілердің уақыты осы сағаттан алынады.',
    toLaptops: 'Ноутбуктерге',
  },
});
