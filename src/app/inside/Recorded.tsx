/** A step of real TensorFlow beside the plan: recorded, of the same kind of model or the nearest. Each model's recording is loaded when it is chosen. */
import { useEffect, useMemo, useState } from 'react';
import { busy } from '../../lib/busy.ts';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';
import { Canvas } from './Canvas.tsx';
import { Compared, Ours } from './Compared.tsx';
import { NEAREST, ofRecorded, stepsOf, utilisation, type InsideWords, type RecordedFile, type RecordedStep } from './timelines.ts';
import { useInsideWords } from './use-inside.ts';

interface Recording {
  readonly model: string;
  readonly steps: readonly RecordedStep[];
}
const FILES = import.meta.glob<RecordedFile>('./recorded/*.json', { import: 'default' });
const MODELS = ['perceptron', 'mlp', 'cnn', 'lstm', 'seq2seq', 'towers'] as const;

export function Recorded({ program }: { program: string }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const [nearest, isSame] = NEAREST[program] ?? ['perceptron', false];
  const [wanted, setWanted] = useState<string | null>(null);
  const model = wanted ?? nearest;
  const [config, setConfig] = useState('cpu2_inter2');
  const [loaded, setLoaded] = useState<Recording | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    const load = FILES[`./recorded/${model}.json`];
    if (!load) throw new Error(`internal: no recording of ${model}`);
    void busy(load()).then(
      (file) => { if (current) setLoaded({ model: file.model, steps: stepsOf(file) }); },
      () => { if (current) setLoaded('failed'); },
    );
    return () => { current = false; };
  }, [model]);
  const recording = loaded !== null && loaded !== 'failed' && loaded.model === model ? loaded : null;
  const step = recording?.steps.find((known) => known.config === config) ?? recording?.steps[0];
  return (
    <section className="inside-part" aria-label={words.recorded} data-testid="inside-recorded">
      <div className="inside-part-head">
        <h3>{words.recorded}</h3>
        <span className="tag">{tags.recorded}</span>
      </div>
      <p className="note">{words.recordedNote}</p>
      <div className="inside-controls">
        <Select label={words.model} options={MODELS} name={(id) => words.models[id]} value={model as (typeof MODELS)[number]} onChange={setWanted} />
        {recording && <Select label={words.config} options={recording.steps.map((known) => known.config)} name={(id) => nameOf(recording, id, words)} value={config} onChange={setConfig} />}
        {wanted === null && program !== '' && <p className="note">{isSame ? words.same : words.near}</p>}
      </div>
      {recording && step ? <Shown step={step} model={model} /> : <p className="waiting">{loaded === 'failed' ? words.recordedFailed : words.recordedWaiting}</p>}
    </section>
  );
}

/** `cpu4_inter2` had four CPU devices and two threads. */
function nameOf({ steps }: Recording, config: string, words: InsideWords): string {
  const devices = Number(/^cpu(\d+)/.exec(config)?.[1] ?? 1);
  return words.configs(devices, steps.find((known) => known.config === config)?.threads ?? 0);
}

function Shown({ step, model }: { step: RecordedStep; model: string }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const gantt = useMemo(() => ofRecorded(step, words), [step, words]);
  const summary = words.recordedSummary(step.N, step.P, step.sends, step.untraced * 1e-6);
  const used = utilisation(step);
  const use = words.recordedUse(step.span * 1e-6, step.busy * 1e-6, step.threads, used.threads, step.atOnce);
  return (
    <>
      <Compared step={step} model={model} />
      <h4>
        {words.recorded} <span className="tag">{tags.recorded}</span>
      </h4>
      <p>{summary}</p>
      <p data-testid="inside-recorded-use">
        {use} {step.devices.length > 1 && words.recordedShares(step.devices.map(([id], d) => [id, used.devices[d]] as const))}
      </p>
      <Canvas gantt={gantt} label={`${words.recorded}: ${words.models[model]}. ${summary}`} name="inside-recording" />
      <Ours model={model} />
    </>
  );
}
