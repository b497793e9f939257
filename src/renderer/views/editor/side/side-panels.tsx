import { CircleHelp, History, Languages, ListChecks, NotebookText, Search, Tags, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import { ClassesPanel } from '../classes/classes-panel.tsx';
import { DoubtsPanel } from '../doubts/doubts-panel.tsx';
import { FindPanel } from '../find/find-panel.tsx';
import { HistoryPanel } from '../history/history-panel.tsx';
import { setLayout, type SideTab } from '../layout.ts';
import { QualityPanel } from '../quality/quality-panel.tsx';
import { review } from '../review/review-store.ts';
import { SpeakerCommands } from '../speakers/speaker-commands.tsx';
import { SpeakersPanel } from '../speakers/speakers-panel.tsx';
import { SummaryPanel } from '../summary/summary-panel.tsx';
import { TranslationPanel } from '../translation/translation-panel.tsx';

/** Speakers, doubts, quality, translation, classes, summary, find, history: one at a time. */
export function SidePanels({ tab }: { readonly tab: SideTab }) {
  const { t } = useTranslation('editor');
  const doubts = useStored(review, (state) => state.doubts.length);
  const findings = useStored(review, (state) => state.findings.length);
  return (
    <>
      <SpeakerCommands />
      <Tabs
        label={t('panels')}
        value={tab}
        onChange={(side) => setLayout({ side })}
        entries={[
          { id: 'speakers', icon: Users, label: t('speakers'), content: <SpeakersPanel /> },
          { id: 'doubts', icon: CircleHelp, label: t('doubts'), count: doubts, keep: true, content: <DoubtsPanel /> },
          {
            id: 'quality',
            icon: ListChecks,
            label: t('quality'),
            count: findings,
            keep: true,
            content: <QualityPanel />,
          },
          { id: 'translation', icon: Languages, label: t('translation'), content: <TranslationPanel /> },
          { id: 'classes', icon: Tags, label: t('classes'), content: <ClassesPanel /> },
          { id: 'summary', icon: NotebookText, label: t('summary'), content: <SummaryPanel /> },
          { id: 'find', icon: Search, label: t('find'), keep: true, content: <FindPanel /> },
          { id: 'history', icon: History, label: t('history'), content: <HistoryPanel /> },
        ]}
      />
    </>
  );
}
