import { defineTexts } from '../../../i18n/texts.ts';

/** Keys, pages for strangers and other organisations. */
export const keysTexts = defineTexts('certificateKeys', {
  en: {
    forStrangers: 'For those who check without Orda',
    page: 'Page for checking',
    pageText:
      'One file that opens in any browser and checks certificates with no network. Give it to partners, put it on your site.',
    savePage: 'Save the page',
    file: 'Revocation file',
    fileText:
      'Our public keys and what is revoked, as of now, signed. Send it after each revocation: who has the page puts it in there.',
    saveFile: 'Save the file',
    saved: 'Saved',
    address: 'Address before the code',
    addressHint:
      'Where the page lies on your site, up to 70 letters. A phone’s own camera will then open it. Certificates that are printed already keep theirs.',
    addressBad:
      'An address begins with https:// or http:// and has Latin letters, digits, dots and slashes only.',
    addressSaved: 'The address is saved',
    save: 'Save',
    ownKeys: 'Our keys',
    keysText:
      'Each laptop signs with its own key. It lies in a file beside the data and is in no backup and on no other laptop.',
    noKeys: 'The first key is made with the first certificate.',
    isOwn: 'This laptop signs with it',
    k_active: 'In use',
    k_retired: 'Retired {{date}}: what it signed is good',
    k_withdrawn: 'Withdrawn {{date}}: what it signed is not good',
    madeAt: 'made {{date}}',
    rotate: 'New key',
    rotateTitle: 'Take a new key for this laptop?',
    rotateText:
      'What the old key signed stays good. The old private key is erased for good: this cannot be taken back.',
    rotateDo: 'Take a new key',
    stolen: 'Key was stolen',
    stolenTitle: 'Withdraw the key of this laptop?',
    stolenText:
      'Nothing that it has signed will be believed any more, so all those certificates are to be replaced. This cannot be taken back.',
    stolenDo: 'Withdraw the key',
    rotated: 'This laptop has a new key. Save the revocation file and the page anew.',
    ifLost: 'If the laptop is lost or broken',
    ifLostText:
      'Nothing that was issued is harmed: the certificates carry their signatures, and the public keys are in the data. A restored copy makes itself a new key with the next certificate. Save the page for checking anew then. If somebody else may have the laptop, press “Key was stolen” on it, or take a new key here and tell those who check.',
    others: 'Organisations whose certificates are checked here',
    othersText: 'Ask for their revocation file and add it; a newer one is added in the same way.',
    add: 'Add a file',
    added: '“{{organisation}}” is known here now',
    none: 'None yet',
    asOf: 'as of {{date}}',
    keysCount: { one: '{{count}} key', other: '{{count}} keys' },
    revokedCount: { one: '{{count}} revoked', other: '{{count}} revoked' },
    forget: 'Forget',
    forgotten: '“{{organisation}}” is forgotten',
  },
  ru: {
    forStrangers: 'Для тех, кто проверяет без Orda',
    page: 'Страница для проверки',
    pageText:
      'Один файл: открывается в любом браузере и проверяет сертификаты без сети. Отдайте партнёрам, положите на сайт.',
    savePage: 'Скачать страницу',
    file: 'Файл отзывов',
    fileText:
      'Наши открытые ключи и что отозвано на сейчас, с подписью. Рассылайте после каждого отзыва: у кого есть страница, добавит его туда.',
    saveFile: 'Скачать файл',
    saved: 'Сохранено',
    address: 'Адрес перед кодом',
    addressHint:
      'Где лежит страница на вашем сайте, до 70 знаков. Тогда её откроет и обычная камера телефона. Уже напечатанные сертификаты остаются как есть.',
    addressBad:
      'Адрес начинается с https:// или http://, в нём только латинские буквы, цифры, точки и косые черты.',
    addressSaved: 'Адрес сохранён',
    save: 'Сохранить',
    ownKeys: 'Наши ключи',
    keysText:
      'Каждый ноутбук подписывает своим ключом. Он лежит в файле рядом с данными; его нет ни в копиях, ни на других ноутбуках.',
    noKeys: 'Первый ключ появится с первым сертификатом.',
    isOwn: 'Им подписывает этот ноутбук',
    k_active: 'В работе',
    k_retired: 'Сменён {{date}}: подписанное им действует',
    k_withdrawn: 'Отозван {{date}}: подписанное им не действует',
    madeAt: 'создан {{date}}',
    rotate: 'Новый ключ',
    rotateTitle: 'Взять новый ключ для этого ноутбука?',
    rotateText:
      'Подписанное старым ключом действует дальше. Старый закрытый ключ стирается насовсем: вернуть его нельзя.',
    rotateDo: 'Взять новый ключ',
    stolen: 'Ключ украли',
    stolenTitle: 'Отозвать ключ этого ноутбука?',
    stolenText:
      'Ничему, что им подписано, больше не поверят, и все такие сертификаты придётся заменить. Вернуть это нельзя.',
    stolenDo: 'Отозвать ключ',
    rotated: 'У этого ноутбука новый ключ. Скачайте файл отзывов и страницу заново.',
    ifLost: 'Если ноутбук потерян или сломан',
    ifLostText:
      'С выданным ничего не случится: подписи стоят на сертификатах, а открытые ключи есть в данных. Восстановленная копия сделает себе новый ключ при первом же сертификате. Скачайте тогда страницу для проверки заново. Если ноутбук мог попасть в чужие руки, нажмите на нём «Ключ украли», а если его нет — возьмите новый ключ здесь и предупредите тех, кто проверяет.',
    others: 'Чьи ещё сертификаты проверяются здесь',
    othersText: 'Попросите у организации её файл отзывов и добавьте; более новый добавляется так же.',
    add: 'Добавить файл',
    added: 'Организация «{{organisation}}» теперь здесь известна',
    none: 'Пока никого',
    asOf: 'на {{date}}',
    keysCount: { one: '{{count}} ключ', few: '{{count}} ключа', many: '{{count}} ключей' },
    revokedCount: { one: '{{count}} отозван', few: '{{count}} отозвано', many: '{{count}} отозвано' },
    forget: 'Забыть',
    forgotten: 'Организация «{{organisation}}» забыта',
  },
  kk: {
    forStrangers: 'Orda-сыз тексеретіндерге',
    page: 'Тексеру беті',
    pageText:
      'Бір файл: кез келген браузерде ашылып, сертификатты желісіз тексереді. Серіктестерге беріңіз, сайтқа қойыңыз.',
    savePage: 'Бетті жүктеп алу',
    file: 'Күші жойылғандар файлы',
    fileText:
      'Ашық кілттеріміз бен қазір күші жойылғандар, қолтаңбасымен. Әр жойған сайын таратыңыз: беті барлар оны сонда қосады.',
    saveFile: 'Файлды жүктеп алу',
    saved: 'Сақталды',
    address: 'Код алдындағы мекенжай',
    addressHint:
      'Беттің сайтыңыздағы орны, 70 таңбаға дейін. Сонда оны телефонның өз камерасы да ашады. Басылып қойған сертификаттар өзгермейді.',
    addressBad:
      'Мекенжай https:// не http:// деп басталады, ішінде тек латын әріптері, цифр, нүкте, қиғаш сызық болады.',
    addressSaved: 'Мекенжай сақталды',
    save: 'Сақтау',
    ownKeys: 'Біздің кілттер',
    keysText:
      'Әр ноутбук өз кілтімен қол қояды. Ол деректер жанындағы файлда жатады; сақтық көшірмеде де, басқа ноутбукте де жоқ.',
    noKeys: 'Алғашқы кілт алғашқы сертификатпен бірге жасалады.',
    isOwn: 'Бұл ноутбук осымен қол қояды',
    k_active: 'Қолданыста',
    k_retired: '{{date}} ауыстырылды: ол қол қойғандар жарамды',
    k_withdrawn: '{{date}} күші жойылды: ол қол қойғандар жарамсыз',
    madeAt: '{{date}} жасалған',
    rotate: 'Жаңа кілт',
    rotateTitle: 'Бұл ноутбукке жаңа кілт алу керек пе?',
    rotateText:
      'Ескі кілт қол қойғандар жарамды болып қалады. Ескі жабық кілт біржола өшеді: оны қайтару мүмкін емес.',
    rotateDo: 'Жаңа кілт алу',
    stolen: 'Кілт ұрланды',
    stolenTitle: 'Бұл ноутбук кілтінің күшін жою керек пе?',
    stolenText:
      'Ол қол қойған ештеңеге енді сенбейді, ондай сертификаттың бәрін ауыстыру керек болады. Мұны қайтару мүмкін емес.',
    stolenDo: 'Кілт күшін жою',
    rotated: 'Бұл ноутбукте жаңа кілт бар. Күші жойылғандар файлы мен бетті қайта жүктеп алыңыз.',
    ifLost: 'Ноутбук жоғалса не бұзылса',
    ifLostText:
      'Берілгенге ештеңе болмайды: қолтаңба сертификаттың өзінде, ашық кілттер деректерде бар. Қалпына келтірілген көшірме келесі сертификатпен бірге өзіне жаңа кілт жасайды. Сонда тексеру бетін қайта жүктеп алыңыз. Ноутбук бөгде қолға түсуі мүмкін болса, сонда «Кілт ұрланды» түймесін басыңыз, қолыңызда жоқ болса — мұнда жаңа кілт алып, тексеретіндерге айтыңыз.',
    others: 'Мұнда сертификаты тексерілетін басқа ұйымдар',
    othersText: 'Ұйымнан күші жойылғандар файлын сұрап, қосыңыз; жаңарағы да солай қосылады.',
    add: 'Файл қосу',
    added: '«{{organisation}}» ұйымы енді мұнда белгілі',
    none: 'Әзірге ешкім жоқ',
    asOf: '{{date}} күнгі',
    keysCount: { other: '{{count}} кілт' },
    revokedCount: { other: '{{count}} жойылған' },
    forget: 'Ұмыту',
    forgotten: '«{{organisation}}» ұйымы ұмытылды',
  },
});
