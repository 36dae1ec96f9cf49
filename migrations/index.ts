import type { Migration } from '../src-core/store/migrate.ts';
import { store } from './0001_store.ts';
import { people } from './0002_people.ts';
import { events } from './0003_events.ts';
import { door } from './0004_door.ts';
import { draws } from './0005_draws.ts';
import { sync } from './0006_sync.ts';
import { rooms } from './0007_rooms.ts';
import { certificates } from './0008_certificates.ts';
import { paper } from './0009_paper.ts';
import { attention } from './0010_attention.ts';
import { tablets } from './0011_tablets.ts';
import { fewerPages } from './0012_fewer_pages.ts';
import { question } from './0013_question.ts';
import { nameBadges } from './0014_nameBadges.ts';
import { waveGate } from './0015_wave_gate.ts';
import { exchange } from './0016_exchange.ts';
import { laptops } from './0017_laptops.ts';
import { blobs } from './0018_blobs.ts';
import { shortLinks } from './0019_short_links.ts';
import { templateRooms } from './0020_template_rooms.ts';
import { reach } from './0021_reach.ts';
import { answers } from './0022_answers.ts';
import { forms } from './0023_forms.ts';
import { messages } from './0024_messages.ts';

/** The chain, in order. A step that has been released is never edited. */
export const migrations: readonly Migration[] = [
  store,
  people,
  events,
  door,
  draws,
  sync,
  rooms,
  certificates,
  paper,
  attention,
  tablets,
  fewerPages,
  question,
  nameBadges,
  waveGate,
  exchange,
  laptops,
  blobs,
  shortLinks,
  templateRooms,
  reach,
  answers,
  forms,
  messages,
];
