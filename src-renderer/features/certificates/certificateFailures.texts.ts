import { defineTexts } from '../../i18n/texts.ts';

/** What the procedures of certificates answer when they say no. */
export const certificateFailureTexts = defineTexts('certificateFailures', {
  en: {
    CERTIFICATE_TEMPLATE_NOT_FOUND: 'This certificate template is gone.',
    CERTIFICATE_TEMPLATE_CHANGED: 'This template has been changed in another window.',
    CERTIFICATE_NOT_FOUND: 'There is no such certificate.',
    CERTIFICATE_REVOKED: 'This certificate is revoked already.',
    CERTIFICATE_NOT_REVOKED: 'This certificate is not revoked.',
    CERTIFICATE_REPLACED: 'This certificate has been replaced already. Open the newer one.',
    NOBODY_TO_CERTIFY: 'This rule finds nobody. Choose another rule or mark people at the event first.',
    NOTHING_TO_PRINT: 'There are no certificates to print here.',
    BACKGROUND_MISSING:
      'The background picture has not come to this laptop yet. It comes by itself when the laptop that has it syncs; you can also upload the same file here or choose another background.',
    PICTURE_TOO_HEAVY: 'The file is larger than {{most}} MB. Save the picture smaller and try again.',
    PICTURE_TOO_LARGE:
      'The picture is {{width}} × {{height}} dots, which is more than {{most}} million. Save it smaller.',
    PICTURE_UNKNOWN: 'This is not a picture that can be a background. Choose PNG, JPEG or SVG.',
    PICTURE_BROKEN: 'The picture is damaged or cut off. Save it again and choose it anew.',
    SVG_BROKEN: 'This SVG cannot be read. Save it from your editor as plain SVG.',
    SVG_UNSUPPORTED:
      'This SVG uses {{what}}, which cannot be drawn here. Turn it into outlines with plain colours, or save the picture as PNG.',
    SVG_TOO_COMPLEX: 'This SVG has too many parts. Simplify it or save the picture as PNG.',
    SVG_WITHOUT_SIZE:
      'This SVG says nothing of its size. Set the page size in your editor and save it again.',
    ISSUER_UNREADABLE: 'This is not an issuer file of Orda, or it has been changed.',
    ISSUER_OWN: 'This is the file of your own organisation. Its keys are known here.',
    ISSUER_NOT_SAME:
      'This file is signed by another key than “{{organisation}}” has. Ask them for it in person; if they lost their key, forget them here first.',
    ISSUER_OLDER: 'A newer file of this organisation is here already.',
    ISSUER_NOT_FOUND: 'This organisation is not in the list any more.',
  },
  ru: {
    CERTIFICATE_TEMPLATE_NOT_FOUND: 'Такого шаблона сертификата больше нет.',
    CERTIFICATE_TEMPLATE_CHANGED: 'Этот шаблон изменили в другом окне.',
    CERTIFICATE_NOT_FOUND: 'Такого сертификата нет.',
    CERTIFICATE_REVOKED: 'Этот сертификат уже отозван.',
    CERTIFICATE_NOT_REVOKED: 'Этот сертификат не отозван.',
    CERTIFICATE_REPLACED: 'Этот сертификат уже заменён. Откройте новый.',
    NOBODY_TO_CERTIFY:
      'По этому правилу никого нет. Выберите другое или сначала отметьте людей на мероприятии.',
    NOTHING_TO_PRINT: 'Здесь нет сертификатов для печати.',
    BACKGROUND_MISSING:
      'Картинка фона ещё не пришла на этот ноутбук. Она придёт сама, когда синхронизируется ноутбук, где она есть; можно и загрузить сюда тот же файл или выбрать другой фон.',
    PICTURE_TOO_HEAVY: 'Файл больше {{most}} МБ. Сохраните картинку поменьше и попробуйте снова.',
    PICTURE_TOO_LARGE:
      'В картинке {{width}} × {{height}} точек — больше {{most}} миллионов. Сохраните её поменьше.',
    PICTURE_UNKNOWN: 'Это не картинка, которая может быть фоном. Выберите PNG, JPEG или SVG.',
    PICTURE_BROKEN: 'Картинка повреждена или обрезана. Сохраните её заново и выберите ещё раз.',
    SVG_BROKEN: 'Этот SVG не читается. Сохраните его из редактора как простой SVG.',
    SVG_UNSUPPORTED:
      'В этом SVG есть {{what}} — здесь такое не нарисовать. Переведите в контуры с простыми цветами или сохраните картинку как PNG.',
    SVG_TOO_COMPLEX: 'В этом SVG слишком много частей. Упростите его или сохраните картинку как PNG.',
    SVG_WITHOUT_SIZE: 'В этом SVG не указан размер. Задайте размер страницы в редакторе и сохраните заново.',
    ISSUER_UNREADABLE: 'Это не файл издателя Orda, или его изменили.',
    ISSUER_OWN: 'Это файл вашей же организации. Её ключи здесь известны.',
    ISSUER_NOT_SAME:
      'Файл подписан не тем ключом, что у «{{organisation}}». Возьмите его у них лично; если они потеряли ключ, сначала забудьте их здесь.',
    ISSUER_OLDER: 'Более новый файл этой организации здесь уже есть.',
    ISSUER_NOT_FOUND: 'Этой организации больше нет в списке.',
  },
  kk: {
    CERTIFICATE_TEMPLATE_NOT_FOUND: 'Мұндай сертификат үлгісі енді жоқ.',
    CERTIFICATE_TEMPLATE_CHANGED: 'Бұл үлгі басқа терезеде өзгертілді.',
    CERTIFICATE_NOT_FOUND: 'Мұндай сертификат жоқ.',
    CERTIFICATE_REVOKED: 'Бұл сертификаттың күші жойылған.',
    CERTIFICATE_NOT_REVOKED: 'Бұл сертификаттың күші жойылмаған.',
    CERTIFICATE_REPLACED: 'Бұл сертификат ауыстырылған. Жаңасын ашыңыз.',
    NOBODY_TO_CERTIFY:
      'Бұл ереже бойынша ешкім жоқ. Басқасын таңдаңыз немесе алдымен іс-шарада адамдарды белгілеңіз.',
    NOTHING_TO_PRINT: 'Мұнда басып шығаратын сертификат жоқ.',
    BACKGROUND_MISSING:
      'Фон суреті бұл ноутбукке әлі келген жоқ. Сурет бар ноутбук синхрондалғанда, ол өзі келеді; сол файлды осында жүктеуге немесе басқа фон таңдауға да болады.',
    PICTURE_TOO_HEAVY: 'Файл {{most}} МБ-тан үлкен. Суретті кішірейтіп сақтап, қайта көріңіз.',
    PICTURE_TOO_LARGE:
      'Суретте {{width}} × {{height}} нүкте бар — {{most}} миллионнан көп. Кішірейтіп сақтаңыз.',
    PICTURE_UNKNOWN: 'Бұл фон бола алатын сурет емес. PNG, JPEG немесе SVG таңдаңыз.',
    PICTURE_BROKEN: 'Сурет бүлінген немесе қиылған. Қайта сақтап, қайтадан таңдаңыз.',
    SVG_BROKEN: 'Бұл SVG оқылмайды. Редактордан қарапайым SVG етіп сақтаңыз.',
    SVG_UNSUPPORTED:
      'Бұл SVG ішінде {{what}} бар, оны мұнда салу мүмкін емес. Қарапайым түсті контурға айналдырыңыз немесе суретті PNG етіп сақтаңыз.',
    SVG_TOO_COMPLEX: 'Бұл SVG бөліктері тым көп. Оны жеңілдетіңіз немесе суретті PNG етіп сақтаңыз.',
    SVG_WITHOUT_SIZE: 'Бұл SVG өлшемін айтпайды. Редакторда бет өлшемін беріп, қайта сақтаңыз.',
    ISSUER_UNREADABLE: 'Бұл Orda шығарушысының файлы емес немесе ол өзгертілген.',
    ISSUER_OWN: 'Бұл — өз ұйымыңыздың файлы. Оның кілттері мұнда белгілі.',
    ISSUER_NOT_SAME:
      'Файлға «{{organisation}}» кілтінен басқа кілтпен қол қойылған. Оны өздерінен алыңыз; кілтін жоғалтқан болса, алдымен оларды мұнда ұмытыңыз.',
    ISSUER_OLDER: 'Бұл ұйымның жаңарақ файлы мұнда бар.',
    ISSUER_NOT_FOUND: 'Бұл ұйым тізімде енді жоқ.',
  },
});
