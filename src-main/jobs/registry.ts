/** Every kind of long work, with the module that does it. A module is loaded only in the thread that runs it. */
import type { JobWork } from '../../src-core/access/index.ts';

type Loader = () => Promise<JobWork>;

export const JOB_KINDS: Readonly<Record<string, Loader>> = {
  'people.export': async () => (await import('../../src-core/people/people.work.ts')).exportPeople,
  'people.import.read': async () => (await import('../../src-core/people/import/import.work.ts')).readImport,
  'people.import.header': async () =>
    (await import('../../src-core/people/import/import.work.ts')).moveHeader,
  'people.import.dryRun': async () =>
    (await import('../../src-core/people/import/import.work.ts')).dryRunImport,
  'people.import.commit': async () =>
    (await import('../../src-core/people/import/import.work.ts')).commitPlan,
  'people.import.undo': async () => (await import('../../src-core/people/import/import.work.ts')).undoPlan,
  'backup.make': async () => (await import('./makeBackup.ts')).makeBackup,
  'attendance.export': async () => {
    const { attendanceExport } = await import('../../src-core/events/documents.work.ts');
    return attendanceExport((await import('../../src-core/attention/attendance.work.ts')).flagColumn);
  },
  'answers.export': async () => (await import('../../src-core/members/answers.work.ts')).exportAnswers,
  'paper.print': async () => (await import('../../src-core/paper/paper.work.ts')).printPaper,
  'forms.export': async () => (await import('../../src-core/forms/forms.work.ts')).exportAnswers,
  'forms.sheet': async () => (await import('../../src-core/forms/forms.work.ts')).printSheet,
  'cards.pdf': async () => (await import('../../src-core/events/documents.work.ts')).printCards,
  'nameBadges.pdf': async () => (await import('../../src-core/nameBadges/nameBadges.work.ts')).printBadges,
  'certificates.issue': async () =>
    (await import('../../src-core/certificates/certificates.work.ts')).issueWork,
  'certificates.print': async () =>
    (await import('../../src-core/certificates/certificates.work.ts')).printWork,
  'messages.callList': async () => (await import('../../src-core/messages/callList.work.ts')).printCallList,
  'reach.slips': async () => (await import('../../src-core/reach/slips.work.ts')).printSlips,
  'funnel.export': async () => (await import('../../src-core/funnel/funnel.work.ts')).exportFunnel,
  'handover.make': async () => (await import('../../src-core/handover/handover.work.ts')).makeEventFile,
  'handover.pack': async () => (await import('../../src-core/handover/handover.work.ts')).packEventLog,
  'handover.take': async () => (await import('../../src-core/handover/handover.work.ts')).takeEventFile,
};
