// A group's card: its names, what it is part of, its alliances with their sources, who led it last.
import type { ComponentChildren } from "preact";
import { incidentCard, openGroup } from "../cards";
import { plural } from "../format";
import { filter, setFilter } from "../state";
import type { Cited, Group, GroupFacts, Leader, Tie } from "../types";
import { apart, oneWith, together, toggled } from "../url";
import { GroupLink, groupPage } from "./GroupLink";
import { cited, lasting, latestLeader, sortTies } from "./ties";

export function GroupCard({ facts }: { facts: GroupFacts }) {
  const { group, ties, isWhole } = facts;
  const { above, parts, same, others } = sortTies(ties, group.slug);
  return (
    <article class="card group-card" aria-labelledby="group-title">
      <button class="quiet back" type="button" onClick={() => void openGroup("")}>← {incidentCard.id.value ? "Incident" : "List"}</button>
      <p class="eyebrow">{group.kind === "unknown" ? "Group of a kind not known" : group.kind_label}</p>
      <h2 id="group-title" data-title tabIndex={-1}>{group.name}{group.label !== group.name && <small> {group.label}</small>}</h2>
      <Filter group={group} />
      <Facts facts={facts} />
      {group.summary && <p class="summary-text">{group.summary}</p>}
      <Names group={group} />
      <Same ties={same} slug={group.slug} />
      <Section title="Part of" ties={above} slug={group.slug} />
      <Section title="Parts" ties={parts} slug={group.slug} />
      <Section title="Alliances and other ties" ties={others} slug={group.slug} />
      {ties.length === 0 && <p class="none">No tie to another group is recorded.</p>}
      {!isWhole && <p class="none">More than {plural(ties.length, "tie")}: the full page has them all.</p>}
      <p><a class="whole" href={groupPage(group.slug)}>Open the full page</a></p>
    </article>
  );
}

function Filter({ group }: { group: Group }) {
  const [first] = oneWith(filter.value, group.slug);
  const isChosen = filter.value.group.includes(first!);
  return (
    <button class="filter-by" type="button" aria-pressed={isChosen} onClick={() => void setFilter(toggled(filter.peek(), "group", first!))}>
      {isChosen ? "Filtered by this group" : "Filter by this group"}
    </button>
  );
}

function Facts({ facts: { group, leaders } }: { facts: GroupFacts }) {
  const leader = latestLeader(leaders);
  return (
    <dl class="facts">
      <dt>Status</dt><dd>{group.standing === "unknown" ? "Not known" : <span class="capital">{group.standing}</span>}</dd>
      <dt>Formed</dt><dd>{group.formed ? group.formed_text : "Not known"}</dd>
      {group.ended_text && <><dt>Ended</dt><dd>{group.ended_text}</dd></>}
      <dt>Leader</dt><dd>{leader ? <Led by={leader} /> : "None recorded"}</dd>
    </dl>
  );
}

/** The latest leader; a post that is known to be vacant is said to be so. */
function Led({ by }: { by: Leader }) {
  const said = [by.role, lasting(by), by.end_reason, by.status, `${by.confidence} confidence`];
  return (
    <>
      {by.person ? <bdi>{by.person}</bdi> : <em>Vacant</em>}
      <small class="doubt">{said.filter(Boolean).join(" · ")}</small>
      <Sources of={by.citations} />
    </>
  );
}

function Names({ group }: { group: Group }) {
  const others = group.names.filter(({ name }) => name !== group.name);
  if (others.length === 0) return null;
  return (
    <>
      <h3>Also called</h3>
      <ul class="names">
        {others.map(({ name, kind, language, script, match }) => (
          <li key={name}>
            <bdi lang={language || undefined} dir={script === "Arab" ? "rtl" : undefined}>{name}</bdi>
            <small> {kind}{match === "never" && ", ambiguous"}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function Section({ title, ties, slug }: { title: string; ties: readonly Tie[]; slug: string }) {
  if (ties.length === 0) return null;
  return (
    <>
      <h3>{title} <small>{ties.length}</small></h3>
      <ul class="ties">{ties.map((tie) => <Line key={tie.id} tie={tie} slug={slug} />)}</ul>
    </>
  );
}

/** Who says that it is another group by another name; with a way to see both as one, which changes no record. */
function Same({ ties, slug }: { ties: readonly Tie[]; slug: string }) {
  if (ties.length === 0) return null;
  return (
    <>
      <h3>Same group? <small>{ties.length}</small></h3>
      <ul class="ties">
        {ties.map((tie) => <Line key={tie.id} tie={tie} slug={slug}><AsOne slug={slug} other={tie.source.slug === slug ? tie.target : tie.source} /></Line>)}
      </ul>
    </>
  );
}

function AsOne({ slug, other }: { slug: string; other: Tie["source"] }) {
  const isOne = oneWith(filter.value, slug).includes(other.slug);
  const press = (): void => {
    const now = filter.peek();
    void setFilter(isOne ? apart(now, slug) : together(now, [slug, other.slug]));
  };
  return (
    <button class="filter-by" type="button" aria-pressed={isOne} title="Counts both as one actor in this view. No record is changed." onClick={press}>
      {isOne ? "Treated as one" : "Treat as one"}<span class="visually-hidden"> with {other.label}</span>
    </button>
  );
}

function Line({ tie, slug, children }: { tie: Tie; slug: string; children?: ComponentChildren }) {
  const name = ({ slug: other, label }: Tie["source"]) => (other === slug ? <bdi>{label}</bdi> : <GroupLink slug={other} label={label} />);
  const said = [lasting(tie), tie.place && `in ${tie.place.text}`, `${tie.confidence} confidence`];
  return (
    <li>
      <p class="tie">{name(tie.source)} {tie.kind_label} {name(tie.target)}{tie.person && <> (<bdi>{tie.person}</bdi>)</>}</p>
      <p class="doubt"><span class={`status status-${tie.status}`}>{tie.status}</span> {said.filter(Boolean).join(" · ")}</p>
      {tie.note && <p class="note" dir="auto">{tie.note}</p>}
      <Sources of={tie.citations} />
      {children}
    </li>
  );
}

function Sources({ of }: { of: readonly Cited[] }) {
  return <small class="cited" title={of.map(({ title }) => title).filter(Boolean).join("; ")}>{of.length ? <bdi>{cited(of)}</bdi> : "no source given"}</small>;
}
