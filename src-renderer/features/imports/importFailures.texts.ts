import { defineTexts } from '../../i18n/texts.ts';

/** Why a file could not be taken, or an import could not go on. */
export const importFailures = defineTexts('importFailures', {
  en: {
    FILE_REFUSED: 'This file cannot be read as a table.',
    FILE_REFUSED_empty_file: 'The file is empty.',
    FILE_REFUSED_lock_file:
      'This is a lock file that Excel makes while a table is open. Choose the table itself.',
    FILE_REFUSED_password:
      'The file is protected by a password. Open it in Excel, take the password off and save it.',
    FILE_REFUSED_damaged:
      'The file is damaged or is not what its name says. Open it in Excel and save it again.',
    FILE_REFUSED_too_large: 'The table is too large: at most 200,000 rows and 200 columns.',
    FILE_REFUSED_hostile: 'The file is built in a way that could harm the program. It has not been opened.',
    FILE_REFUSED_too_old: 'The format is too old. Open the file in Excel and save it as .xlsx.',
    FILE_REFUSED_not_a_table: 'No table with people was found in the file.',
    FILE_REFUSED_no_sheets: 'There are no sheets in the file.',
    UPLOAD_NOT_FOUND: 'The file has gone. Choose it again.',
    IMPORT_NOT_FOUND: 'This import is no longer open. Choose the file again.',
    PLAN_STALE: 'The list has changed since the check: compare once more.',
    QUESTIONS_OPEN: 'Answer the questions first.',
    CANCELLED: 'Stopped: nothing has changed.',
    JOB_BROKE: 'The work broke off. Nothing has changed. Try again.',
    TOO_LATE_TO_UNDO: 'More than 30 days have passed: this import can no longer be undone.',
  },
  ru: {
    FILE_REFUSED: 'Этот файл не прочитать как таблицу.',
    FILE_REFUSED_empty_file: 'Файл пустой.',
    FILE_REFUSED_lock_file:
      'Это служебный файл, который Excel создаёт, пока таблица открыта. Выберите саму таблицу.',
    FILE_REFUSED_password: 'Файл защищён паролем. Откройте его в Excel, снимите пароль и сохраните.',
    FILE_REFUSED_damaged:
      'Файл повреждён или это не то, чем он назван. Откройте его в Excel и сохраните заново.',
    FILE_REFUSED_too_large: 'Таблица слишком большая: не больше 200 000 строк и 200 столбцов.',
    FILE_REFUSED_hostile: 'Файл устроен так, что может навредить программе. Мы его не открыли.',
    FILE_REFUSED_too_old: 'Формат слишком старый. Откройте файл в Excel и сохраните как .xlsx.',
    FILE_REFUSED_not_a_table: 'В файле не нашлось таблицы с людьми.',
    FILE_REFUSED_no_sheets: 'В файле нет листов.',
    UPLOAD_NOT_FOUND: 'Файл уже недоступен. Выберите его ещё раз.',
    IMPORT_NOT_FOUND: 'Этот импорт больше не открыт. Выберите файл ещё раз.',
    PLAN_STALE: 'Список изменился после проверки: сравните ещё раз.',
    QUESTIONS_OPEN: 'Сначала ответьте на вопросы.',
    CANCELLED: 'Остановлено: ничего не изменилось.',
    JOB_BROKE: 'Работа прервалась. Ничего не изменилось. Попробуйте ещё раз.',
    TOO_LATE_TO_UNDO: 'Прошло больше 30 дней: этот импорт уже не отменить.',
  },
  kk: {
    FILE_REFUSED: 'Бұл файл кесте ретінде оқылмайды.',
    FILE_REFUSED_empty_file: 'Файл бос.',
    FILE_REFUSED_lock_file:
      'Бұл — кесте ашық тұрғанда Excel жасайтын қызметтік файл. Кестенің өзін таңдаңыз.',
    FILE_REFUSED_password: 'Файл құпиясөзбен қорғалған. Excel-де ашып, құпиясөзін алып тастап, сақтаңыз.',
    FILE_REFUSED_damaged: 'Файл бүлінген немесе атауына сай емес. Excel-де ашып, қайта сақтаңыз.',
    FILE_REFUSED_too_large: 'Кесте тым үлкен: ең көбі 200 000 жол және 200 баған.',
    FILE_REFUSED_hostile: 'Файл бағдарламаға зиян келтіре алатындай жасалған. Біз оны ашқан жоқпыз.',
    FILE_REFUSED_too_old: 'Пішімі тым ескі. Файлды Excel-де ашып, .xlsx ретінде сақтаңыз.',
    FILE_REFUSED_not_a_table: 'Файлдан адамдар кестесі табылмады.',
    FILE_REFUSED_no_sheets: 'Файлда парақтар жоқ.',
    UPLOAD_NOT_FOUND: 'Файл енді қолжетімсіз. Оны қайта таңдаңыз.',
    IMPORT_NOT_FOUND: 'Бұл импорт енді ашық емес. Файлды қайта таңдаңыз.',
    PLAN_STALE: 'Тексеруден кейін тізім өзгерді: қайта салыстырыңыз.',
    QUESTIONS_OPEN: 'Алдымен сұрақтарға жауап беріңіз.',
    CANCELLED: 'Тоқтатылды: ештеңе өзгерген жоқ.',
    JOB_BROKE: 'Жұмыс үзіліп қалды. Ештеңе өзгерген жоқ. Қайталап көріңіз.',
    TOO_LATE_TO_UNDO: '30 күннен асып кетті: бұл импортты енді қайтару мүмкін емес.',
  },
});
