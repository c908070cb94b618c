// What is looked at: a tie with each of its sources, chosen groups with the map beside them, or ways between two groups.
import { change, choose, counted, day, groups, known, labelOf, now, opened, openTie, ownLabel, takeApart, today, treatAsOne, turned, view, ways } from "../state";
import { heads } from "../shown";
import { weight } from "../time";
import { nearest, type Turn } from "../turns";
import type { Citation, Group, Tie, Way } from "../types";
import { firsts, JOINED } from "../../url";
import { onTheMap } from "../url";
import { plural } from "../../format";
import { FAMILY_WORDS, inWords, lasted, ledWords, longDay, STATUS_WORDS, surely } from "../words";
import { GroupSelect } from "./Filters";

const MOST_TURNS = 40;

export function Drawer() {
  const { chosen } = view.value;
  const found = chosen.map((slug) => groups.value.get(slug)).filter((one): one is Group => one !== undefined);
  return (
    <>
      {opened.value && <Evidence tie={opened.value} />}
      {view.value.one.map((set) => <One key={set} set={set} />)}
      {found.length > 0 && <Chosen all={found} />}
      {found.map((group) => <About key={group.id} group={group} />)}
      {!opened.value && found.length === 0 && <Hint />}
      <Ways />
      {!opened.value && found.length === 0 && <Chronology />}
    </>
  );
}

function Hint() {
  return (
    <section class="panel">
      <h2>Who was with whom, when, says who</h2>
      <p>Choose a group to read about it and to see its incidents; hold Shift to choose more. Choose a tie to read each source for it. Move the date to see what was known to hold on it.</p>
      <p class="hint">A pale tie may have stood on the day; a full one did, as far as the sources go. What its sources only imply, or deny, is hidden until you ask for it.</p>
    </section>
  );
}

/** What has a date, each a way to that day; what is still to come on the day is pale. */
function Chronology() {
  if (turned.value.length === 0) return null;
  const go = ({ iso, tie, group }: Turn): void => change({ asOf: iso, tie, chosen: group ? [group] : [] });
  return (
    <section class="panel" aria-labelledby="chronology">
      <h3 id="chronology">Chronology</h3>
      <ol class="chronology">
        {nearest(turned.value, day.value, MOST_TURNS).map((turn) => (
          <li key={turn.iso + turn.words} class={turn.iso > day.value ? "is-later" : ""}>
            <button class="tie-link" type="button" onClick={() => go(turn)}><span class="when">{turn.when}</span> <bdi>{turn.words}</bdi></button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A tie, how surely it stood on the day, and each source for it. */
export function Evidence({ tie }: { tie: Tie }) {
  return (
    <article class="panel evidence" aria-labelledby="tie-title">
      <p class="panel-top"><span class={`eyebrow tie-${tie.family}`}>{FAMILY_WORDS[tie.family]}</span><button class="quiet close" type="button" onClick={() => openTie(tie.key)}>Close</button></p>
      <h2 id="tie-title" tabIndex={-1} data-title><Name slug={tie.source} /> {tie.kind_label} <Name slug={tie.target} />{tie.person && <> (<bdi>{tie.person}</bdi>)</>}</h2>
      <dl class="facts">
        <dt>Status</dt><dd><span class={`status status-${tie.status}`}>{STATUS_WORDS[tie.status].toLowerCase()}</span>, {tie.confidence} confidence</dd>
        <dt>When</dt><dd>{lasted(tie)}</dd>
        <dt>{longDay(day.value)}</dt><dd>{weight(tie, day.value) > 0 ? surely({ weight: weight(tie, day.value) }) : "did not hold"}</dd>
        {tie.place && <><dt>Where</dt><dd>{tie.place}</dd></>}
      </dl>
      {tie.note && <p class="note" dir="auto">{tie.note}</p>}
      {tie.family === "identity" && <AsOne slugs={[tie.source, tie.target]} />}
      <h3>{plural(tie.citations.length, "source")}, {plural(tie.sources, "independent outlet")}</h3>
      <Sources all={tie.citations} />
    </article>
  );
}

function Sources({ all }: { all: readonly Citation[] }) {
  if (all.length === 0) return <p class="none">No source is given.</p>;
  return (
    <ul class="sources">
      {all.map(({ slug, outlet, published_text, title, url }) => (
        <li key={slug}>
          <p class="source-line"><bdi>{outlet}</bdi><span>{published_text}</span></p>
          {title && <p dir="auto">{title}</p>}
          {url ? <a href={url} rel="noreferrer noopener" target="_blank">Read the source</a> : <span class="hint">no public address</span>}
        </li>
      ))}
    </ul>
  );
}

/** The bridge to the map: the same groups there, with what belonged to them at each incident's date. */
function Chosen({ all }: { all: readonly Group[] }) {
  const slugs = all.map(({ id }) => id);
  const count = counted.value?.slugs === slugs.join() ? counted.value.incidents : null;
  return (
    <section class="panel brush" aria-label="Chosen groups">
      <p class="panel-top"><strong>{all.map(({ label }) => label).join(", ")}</strong><button class="quiet close" type="button" onClick={() => change({ chosen: [] })}>Let go</button></p>
      <p><a class="filter-by" href={`/?${onTheMap(slugs, view.value.one)}`}>{count === null ? "Show on the map" : `Show ${plural(count, "incident")} on the map`}</a></p>
      <p class="hint">With their chapters, factions and pledged groups as of each incident’s date.</p>
      {slugs.length > 1 && <AsOne slugs={slugs} />}
      {slugs.length === 2 && <p><button class="quiet" type="button" onClick={() => change({ way: [slugs[0]!, slugs[1]!] })}>Find ways between them</button></p>}
    </section>
  );
}

function AsOne({ slugs }: { slugs: readonly string[] }) {
  return <p><button class="quiet" type="button" onClick={() => treatAsOne(slugs)}>Treat as one group</button></p>;
}

/** What is counted as one here, with what is claimed of it. */
function One({ set }: { set: string }) {
  const slugs = set.split(JOINED);
  const claims = known.value?.links.filter((tie) => tie.family === "identity" && slugs.includes(tie.source) && slugs.includes(tie.target)) ?? [];
  return (
    <section class="panel one" aria-label="Treated as one">
      <p class="panel-top"><span>Treated as one here: <strong>{slugs.map(ownLabel).join(", ")}</strong></span><button class="quiet close" type="button" onClick={() => takeApart(set)}>Take apart</button></p>
      <p class="hint">No record is merged; the address carries it.</p>
      {claims.map((tie) => <p key={tie.key} class="doubt"><button class="tie-link" type="button" onClick={() => openTie(tie.key)}>{inWords(tie, ownLabel)}</button>: {tie.status}, {tie.confidence} confidence</p>)}
      {claims.length === 0 && <p class="doubt">No source is recorded that says they are one.</p>}
    </section>
  );
}

function About({ group }: { group: Group }) {
  const mine = now.value.ties.filter(({ tie }) => tie.source === group.id || tie.target === group.id);
  const leading = heads(group, day.value);
  return (
    <article class="panel" aria-labelledby={`about-${group.id}`}>
      <p class="panel-top"><span class="eyebrow">{group.kind_label}</span><button class="quiet" type="button" onClick={() => change({ ego: group.id, steps: 1 })}>Only around it</button></p>
      <h2 id={`about-${group.id}`}><a href={group.url}><bdi>{group.name}</bdi></a></h2>
      <h3>Head on {longDay(day.value)}</h3>
      {leading.length === 0 && <p class="none">None is recorded for that day.</p>}
      <ul class="ties">{leading.map(({ leader, weight: sure }) => (
        <li key={leader.key}>
          <p class="tie">{leader.person ? <bdi>{leader.person}</bdi> : <em>Vacant, or not known</em>}</p>
          <p class="doubt">{ledWords(leader)}{sure < 1 && "; not certain on that day"}</p>
        </li>
      ))}</ul>
      <h3>{plural(mine.length, "tie")} shown</h3>
      <ul class="ties">{mine.map(({ tie, weight: sure }) => (
        <li key={tie.key}>
          <button class="tie-link" type="button" aria-pressed={view.value.tie === tie.key} onClick={() => openTie(tie.key)}>{inWords(tie, labelOf)}</button>
          <p class="doubt"><span class={`status status-${tie.status}`}>{tie.status}</span> {lasted(tie)} · {tie.confidence} confidence{sure < 1 && " · not certain on that day"}</p>
        </li>
      ))}</ul>
    </article>
  );
}

function Ways() {
  const [source, target] = view.value.way;
  return (
    <details class="panel ways-between" open={Boolean(source || target)}>
      <summary>Ways between two groups</summary>
      <GroupSelect label="From" value={source} none="Choose a group" change={(slug) => change({ way: [slug, target] })} />
      <GroupSelect label="To" value={target} none="Choose a group" change={(slug) => change({ way: [source, slug] })} />
      {ways.value?.length === 0 && <p class="none">No way leads from one to the other through the ties that are shown{view.value.asOf && view.value.asOf !== today ? " for this date" : ""}.</p>}
      <ol class="found-ways">{ways.value?.map((way, at) => <Found key={way.ties.map(({ key }) => key).join()} way={way} isFirst={at === 0} />)}</ol>
    </details>
  );
}

function Found({ way, isFirst }: { way: Way; isFirst: boolean }) {
  const weakest = way.ties.find(({ key }) => key === way.weakest)!;
  return (
    <li>
      <p class="tie">{way.groups.map(({ label }) => label).join(" – ")} <span class="hint">{plural(way.ties.length, "step")}{isFirst && ", drawn in the picture"}</span></p>
      <ul class="ties">{way.ties.map((tie) => <li key={tie.key}><button class="tie-link" type="button" onClick={() => openTie(tie.key)}>{inWords(tie, labelOf)}</button></li>)}</ul>
      <p class="weakest">Weakest evidence: {inWords(weakest, labelOf)} ({weakest.status}, {weakest.confidence} confidence, {plural(weakest.sources, "outlet")}).</p>
    </li>
  );
}

function Name({ slug }: { slug: string }) {
  return <button class="name-link" type="button" onClick={() => choose(firsts([slug], view.peek().one)[0]!, true)}><bdi>{ownLabel(slug)}</bdi></button>;
}
