import { Panel } from '../ui/panel.tsx';
import { AskForm } from './ask-form.tsx';
import { PastQuestions } from './past-questions.tsx';
import { QuestionView } from './question-view.tsx';

export function AskPage({ questionId }: { questionId?: string }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
      {!questionId && <title>Ask · Gravity</title>}
      <div className="min-w-0 space-y-4">
        <AskForm questionId={questionId} />
        {questionId && <QuestionView key={questionId} questionId={questionId} />}
      </div>
      <Panel title="Asked before">
        <PastQuestions current={questionId} />
      </Panel>
    </div>
  );
}
